using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Admin;
using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Tenants.Callers;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Api.Usage;

/// <param name="Days">Each day on which something ended.</param>
internal sealed record UsageView(string Tenant, DateOnly From, DateOnly To, UsageDay Total, IReadOnlyList<UsageOfDay> Days);

internal sealed record UsageOfDay(DateOnly Day, UsageDay Used);

/// <summary>What a tenant has used, by the day (UTC) its jobs ended on.</summary>
internal static class UsageRoutes
{
    private const int MaxDays = 31;

    public static void MapUsage(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/usage", OwnAsync).WithTags("Usage").WithName("getUsage")
            .WithSummary("Jobs, bytes, pages by kind and audio of the days from ?from= to ?to=; of this month without")
            .Produces<UsageView>().Problems(StatusCodes.Status400BadRequest);
        v1.MapGet("/admin/tenants/{name}/usage", OfAsync).WithTags("Administration").WithName("getTenantUsage")
            .RequireAuthorization(CallerSchemes.AdminPolicy).WithSummary("What a tenant has used")
            .Produces<UsageView>().Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static Task<UsageView> OwnAsync(
        Tenant tenant, DateOnly? from, DateOnly? to, UsageStore usage, TimeProvider time, CancellationToken cancellationToken) =>
        ReadAsync(tenant.Name, from, to, usage, time, cancellationToken);

    private static Task<UsageView> OfAsync(
        string name, DateOnly? from, DateOnly? to, UsageStore usage, TimeProvider time, CancellationToken cancellationToken) =>
        ReadAsync(TenantCalls.Checked(name), from, to, usage, time, cancellationToken);

    private static async Task<UsageView> ReadAsync(
        string tenant, DateOnly? from, DateOnly? to, UsageStore usage, TimeProvider time, CancellationToken cancellationToken)
    {
        var last = to ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        if (first > last || last.DayNumber - first.DayNumber >= MaxDays)
        {
            throw ProblemException.BadRequest("invalid_range", $"from and to are days in order, {MaxDays} at most.");
        }

        var (days, total) = (new List<UsageOfDay>(), UsageDay.Nothing);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (await usage.ReadAsync(tenant, day, cancellationToken) is { Jobs.Count: > 0 } used)
            {
                days.Add(new UsageOfDay(day, used));
                total = total.Plus(used);
            }
        }

        return new UsageView(tenant, first, last, total, days);
    }
}
