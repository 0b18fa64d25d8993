using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>A form, the document itself, or JSON that names a source.</summary>
internal static class SubmitJob
{
    public static async Task<IResult> HandleAsync(
        Tenant tenant, HttpContext context, SubmissionReader reader, JobSubmitter submitter, JobWatcher watcher,
        CancellationToken cancellationToken)
    {
        using var submission = await reader.ReadAsync(tenant, context.Request, cancellationToken);
        var record = await submitter.SubmitAsync(
            tenant, submission, context.Request.Headers["Idempotency-Key"], cancellationToken);
        var view = JobView.Of(record, JobProgress.Empty);
        if (WaitPreference.Of(context.Request.Headers["Prefer"]) is { } wait)
        {
            view = await watcher.WaitAsync(record, wait, cancellationToken);
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
}
