using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>What the gateway asks by service invocation. All are idempotent.</summary>
internal static class JobCommands
{
    public static void MapJobCommands(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs/{tenant}/{id}").AddEndpointFilter(ScopeAsync);
        jobs.MapPost("/start", StartAsync);
        jobs.MapPost("/stop", StopAsync);
        jobs.MapPost("/forget", ForgetAsync);
    }

    private static async ValueTask<object?> ScopeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var values = call.HttpContext.Request.RouteValues;
        using var scope = call.HttpContext.RequestServices.GetRequiredService<ILogger<JobStarter>>()
            .BeginJob(new JobId((string)values["tenant"]!, (string)values["id"]!));
        return await next(call);
    }

    private static async Task<IResult> StartAsync(
        string tenant, string id, HttpRequest request, JobQueue queue, CancellationToken cancellationToken)
    {
        var record = request.HasJsonContentType()
            ? await request.ReadFromJsonAsync<JobRecord>(ServiceHost.Json, cancellationToken) : null;
        var job = new JobId(tenant, id);
        queue.Start(job, record?.Id == job ? record : null);
        return Results.Accepted();
    }

    private static async Task<IResult> StopAsync(
        string tenant, string id, JobStarter starter, JobFinisher finisher, CancellationToken cancellationToken)
    {
        var job = new JobId(tenant, id);
        await starter.StopAsync(job, cancellationToken);
        await finisher.FinishAsync(new JobEnding.Stopped(job), cancellationToken);
        return Results.Accepted();
    }

    private static async Task<IResult> ForgetAsync(
        string tenant, string id, JobStarter starter, JobQueue queue, JobPlaces places, CancellationToken cancellationToken)
    {
        var job = new JobId(tenant, id);
        await places.ReleaseAsync(job, cancellationToken);
        queue.Ended(job);
        await starter.StopAsync(job, cancellationToken);
        await starter.PurgeAsync(job, cancellationToken);
        return Results.Accepted();
    }
}
