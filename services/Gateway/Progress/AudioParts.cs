using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>The passages of a document that is read aloud, which are there one by one while the rest is still spoken.</summary>
internal static class AudioParts
{
    /// <summary>What a pipeline that speaks has among its artifacts.</summary>
    public const string Folder = "audio/";

    /// <summary>The artifact's name.</summary>
    /// <param name="partNo">1-based.</param>
    public static string NameOf(int partNo) => $"{Folder}{partNo:D4}.wav";

    /// <summary>How many there are from the first on, without a gap.</summary>
    /// <param name="known">What this said when it was last asked.</param>
    public static async Task<int> CountAsync(
        IObjectStore objects, JobId job, int known, CancellationToken cancellationToken)
    {
        var after = known == 0 ? null : JobKeys.Artifact(job, NameOf(known));
        await foreach (var key in objects.ListAsync(JobKeys.Artifact(job, Folder), after, cancellationToken))
        {
            if (key != JobKeys.Artifact(job, NameOf(known + 1)))
            {
                break;
            }

            known++;
        }

        return known;
    }
}
