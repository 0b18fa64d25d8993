using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Reading;

/// <summary>The results of a finished job, as often as wanted until it expires.</summary>
internal static class ArtifactEndpoints
{
    public static async Task<IResult> GetResultAsync(string id, JobWatcher watcher, ArtifactReader reader, HttpContext context, CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(id, watcher, cancellationToken);
        return await reader.ReadAsync(context, JobKeys.Result(job, JobResult.Name), "application/json", cancellationToken);
    }

    public static async Task<IResult> ListAsync(string id, JobWatcher watcher, IObjectStore objects, CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(id, watcher, cancellationToken);
        return Results.Ok(new { artifacts = (await ResultAsync(job, objects, cancellationToken)).Artifacts });
    }

    public static async Task<IResult> GetAsync(
        string id, string name, JobWatcher watcher, IObjectStore objects, ArtifactReader reader, HttpContext context, CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(id, watcher, cancellationToken);
        // The name is looked up, never turned into a key by itself: it comes from outside.
        var artifact = (await ResultAsync(job, objects, cancellationToken)).Artifacts.FirstOrDefault(known => known.Name == name)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "artifact_not_found", $"The job has no artifact '{name}'.");
        return await reader.ReadAsync(context, JobKeys.Artifact(job, name), artifact.MediaType, cancellationToken);
    }

    private static async Task<JobId> FinishedAsync(string id, JobWatcher watcher, CancellationToken cancellationToken)
    {
        var record = await watcher.FindAsync(new JobId(GatewayOptions.LocalTenant, id), cancellationToken);
        if (!record.Status.IsTerminal())
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "job_not_finished", "The job has not ended yet.") { Retryable = true };
        }

        return record.Id;
    }

    private static async Task<JobResult> ResultAsync(JobId job, IObjectStore objects, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await objects.GetAsync(JobKeys.Result(job, JobResult.Name), cancellationToken);
            return JsonSerializer.Deserialize<JobResult>(bytes.Span, ServiceHost.Json)!;
        }
        catch (ObjectNotFoundException)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "no_result", "The job ended without a result.");
        }
    }
}
