using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs;

internal sealed record ArtifactList(IReadOnlyList<Artifact> Artifacts);

/// <summary>The results of a finished job, as often as wanted until it expires.</summary>
internal static class GetArtifacts
{
    public static async Task<IResult> ResultAsync(
        Tenant tenant, string id, FinishedJobs jobs, ArtifactReader reader, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(tenant.Job(id), cancellationToken);
        try
        {
            return await reader.ReadAsync(context, job, JobResult.Name, "application/json", cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            throw FinishedJobs.NoResult();
        }
    }

    public static async Task<ArtifactList> ListAsync(
        Tenant tenant, string id, FinishedJobs jobs, CancellationToken cancellationToken) =>
        new(await jobs.ArtifactsAsync(await jobs.FindAsync(tenant.Job(id), cancellationToken), cancellationToken));

    public static async Task<IResult> GetAsync(
        Tenant tenant, string id, string name, FinishedJobs jobs, ArtifactReader reader, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(tenant.Job(id), cancellationToken);
        var artifact = await jobs.ArtifactAsync(job, name, cancellationToken);
        return await reader.ReadAsync(context, job, artifact.Name, artifact.MediaType, cancellationToken);
    }
}
