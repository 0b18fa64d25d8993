using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>The page images of a job, which are there one by one while it runs.</summary>
internal static class PageImages
{
    /// <summary>What a pipeline with page images has among its artifacts.</summary>
    public const string Folder = "pages/";

    /// <summary>The artifact's name.</summary>
    public static string NameOf(int pageNo) => $"{Folder}{pageNo:D4}.png";

    /// <summary>Where it is, also while the job runs.</summary>
    public static string Link(JobId job, int pageNo) => $"/v1/jobs/{job.Id}/pages/{pageNo}/image";

    /// <summary>How many there are from the first page on, without a gap.</summary>
    /// <param name="known">How many there were when it was last asked for.</param>
    public static async Task<int> CountAsync(IObjectStore objects, JobId job, int known, CancellationToken cancellationToken)
    {
        var after = known == 0 ? null : JobKeys.PageImage(job, known);
        await foreach (var key in objects.ListAsync(JobKeys.Artifact(job, Folder), after, cancellationToken))
        {
            if (key != JobKeys.PageImage(job, known + 1))
            {
                break;
            }

            known++;
        }

        return known;
    }
}
