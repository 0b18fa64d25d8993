using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>A form, the document itself, or JSON that names a source.</summary>
internal static class SubmitJob
{
    public static async Task<IResult> HandleAsync(
        Tenant tenant, HttpContext context, SubmissionReader reader, JobSubmitter submitter, JobWatcher watcher,
        IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        using var submission = await reader.ReadAsync(tenant, context.Request, cancellationToken);
        var record = await submitter.SubmitAsync(
            tenant, submission, context.Request.Headers["Idempotency-Key"], cancellationToken);
        var view = JobView.Of(record, JobProgress.Empty);
        if (WaitPreference.Of(context.Request.Headers["Prefer"]) is { } wanted)
        {
            var wait = wanted < options.Value.MaxWait ? wanted : options.Value.MaxWait;
            view = await WaitAsync(record, wait, watcher, cancellationToken) ?? view;
            context.Response.Headers.Append("Preference-Applied", $"wait={(int)wait.TotalSeconds}");
        }

        var location = $"/v1/jobs/{record.Id.Id}";
        context.Response.Headers.Location = location;
        if (view.Status.IsTerminal())
        {
            return Results.Ok(view);
        }

        context.Response.Headers["Operation-Location"] = location;
        context.Response.Headers.RetryAfter = "1";
        return Results.Json(view, statusCode: StatusCodes.Status202Accepted);
    }

    // Null where the job cannot be looked at any more: it is accepted all the same, and whoever heard of a failure would send it
    // again.
    private static async Task<JobView?> WaitAsync(
        JobRecord record, TimeSpan wait, JobWatcher watcher, CancellationToken cancellationToken)
    {
        try
        {
            return await watcher.WaitAsync(record, wait, cancellationToken);
        }
        catch (Exception error) when (error is DaprException or HttpRequestException or RpcException
            or ObjectStoreUnavailableException)
        {
            return null;
        }
    }
}
