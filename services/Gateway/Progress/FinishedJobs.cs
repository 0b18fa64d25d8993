using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>What jobs that have ended left behind; anything else about them is a refusal.</summary>
internal sealed class FinishedJobs(JobWatcher watcher, IObjectStore objects)
{
    public async Task<JobRecord> FindAsync(JobId job, CancellationToken cancellationToken)
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

    public async Task<IReadOnlyList<Artifact>> ArtifactsAsync(JobRecord job, CancellationToken cancellationToken) =>
        (await objects.FindResultAsync(job.Id, cancellationToken) ?? throw NoResult()).Artifacts;

    /// <summary>
    /// The artifact of that name. It is looked up, never turned into a key by itself: it comes from outside. In one path
    /// parameter its slashes are encoded, and a server leaves an encoded slash as it is.
    /// </summary>
    public async Task<Artifact> ArtifactAsync(JobRecord job, string name, CancellationToken cancellationToken)
    {
        var known = await ArtifactsAsync(job, cancellationToken);
        var plain = name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return known.FirstOrDefault(artifact => artifact.Name == name) ?? known.FirstOrDefault(artifact => artifact.Name == plain)
            ?? throw new ProblemException(
                StatusCodes.Status404NotFound, "artifact_not_found", $"The job has no artifact '{name}'.");
    }

    public static ProblemException NoResult() =>
        new(StatusCodes.Status404NotFound, "no_result", "The job ended without a result.");
}
