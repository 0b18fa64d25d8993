using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>
/// A passage of a document that is read aloud, also while the job runs: the first is heard while the rest is spoken.
/// </summary>
internal static class GetAudioPart
{
    public static async Task<IResult> HandleAsync(
        Tenant tenant, string id, int partNo, JobWatcher watcher, ArtifactReader reader, HttpContext context,
        CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        return await reader.ReadAsync(context, job, AudioParts.NameOf(partNo), "audio/wav", cancellationToken);
    }
}
