using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Tenants.Callers;
using Microsoft.AspNetCore.Authorization;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Counts requests of tenants, refuses those that are too many, and tells every caller what is left.</summary>
internal static class LimitCheck
{
    public static void UseLimits(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<Caller>() is { Tenant: { } tenant }
            && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var headers = new LimitHeaders(tenant.Limits);
            context.Features.Set(headers);
            context.Response.OnStarting(() =>
            {
                headers.WriteTo(context.Response.Headers);
                return Task.CompletedTask;
            });
            if (tenant.Limits.RequestsPerMinute is { } quota)
            {
                await CountAsync(context, tenant, quota, headers);
            }
        }

        await next(context);
    });

    private static async Task CountAsync(HttpContext context, Tenant tenant, int quota, LimitHeaders headers)
    {
        var allowance = await context.RequestServices.GetRequiredService<RequestBudget>()
            .TakeAsync(tenant, quota, context.RequestAborted);
        headers.Report(LimitHeaders.Requests, allowance.Remaining, allowance.Reset);
        if (allowance.IsExhausted)
        {
            throw Exceeded(
                LimitHeaders.Requests, "too_many_requests", $"The tenant may send {quota} requests a minute.", allowance.Reset);
        }
    }

    public static ProblemException Exceeded(string policy, string code, string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, code, detail)
        {
            Retryable = true,
            RetryAfter = retryAfter,
            ViolatedPolicies = [policy],
        };
}
