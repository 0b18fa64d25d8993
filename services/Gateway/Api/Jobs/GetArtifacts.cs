using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs;

internal sealed record ArtifactList(IReadOnlyList<Artifact> Artifacts);

/// <summary>The results of a finished job, as often as wanted until it expires.</summary>
internal static class GetArtifacts
{
    public static async Task<IResult> ResultAsync(
        Tenant tenant, string id, JobWatcher watcher, ArtifactReader reader, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(tenant.Job(id), watcher, cancellationToken);
        try
        {
            return await reader.ReadAsync(context, job, JobResult.Name, "application/json", cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            throw NoResult();
        }
    }

    public static async Task<ArtifactList> ListAsync(
        Tenant tenant, string id, JobWatcher watcher, IObjectStore objects, CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(tenant.Job(id), watcher, cancellationToken);
        return new ArtifactList((await ResultAsync(job.Id, objects, cancellationToken)).Artifacts);
    }

    public static async Task<IResult> GetAsync(
        Tenant tenant, string id, string name, JobWatcher watcher, IObjectStore objects, ArtifactReader reader,
        HttpContext context, CancellationToken cancellationToken)
    {
        var job = await FinishedAsync(tenant.Job(id), watcher, cancellationToken);
        var known = (await ResultAsync(job.Id, objects, cancellationToken)).Artifacts;
        // The name is looked up, never turned into a key by itself: it comes from outside. In one path parameter its slashes are
        // encoded, and a server leaves an encoded slash as it is.
        var artifact = Find(known, name) ?? Find(known, name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(
                StatusCodes.Status404NotFound, "artifact_not_found", $"The job has no artifact '{name}'.");
        return await reader.ReadAsync(context, job, artifact.Name, artifact.MediaType, cancellationToken);
    }

    private static Artifact? Find(IReadOnlyList<Artifact> artifacts, string name) =>
        artifacts.FirstOrDefault(artifact => artifact.Name == name);

    private static async Task<JobRecord> FinishedAsync(JobId job, JobWatcher watcher, CancellationToken cancellationToken)
    {
        var record = await watcher.FindAsync(job, cancellationToken);
        return record.Status.IsTerminal()
            ? record
            : throw new ProblemException(
                StatusCodes.Status409Conflict, "job_not_finished", "The job has not ended yet.")
            {
                Retryable = true,
            };
    }

    private static async Task<JobResult> ResultAsync(JobId job, IObjectStore objects, CancellationToken cancellationToken) =>
        await objects.FindResultAsync(job, cancellationToken) ?? throw NoResult();

    private static ProblemException NoResult() =>
        new(StatusCodes.Status404NotFound, "no_result", "The job ended without a result.");
}
