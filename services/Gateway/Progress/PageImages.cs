using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
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

    /// <summary>How many there are from the job's first page on, without a gap, and the last of them.</summary>
    /// <param name="known">What this said when it was last asked.</param>
    public static async Task<(int Count, int LastPageNo)> CountAsync(
        IObjectStore objects, JobRecord job, (int Count, int LastPageNo) known, CancellationToken cancellationToken)
    {
        var chosen = job.Options.Pages ?? PageSelection.All;
        var after = known.Count == 0 ? null : JobKeys.PageImage(job.Id, known.LastPageNo);
        await foreach (var key in objects.ListAsync(JobKeys.Artifact(job.Id, Folder), after, cancellationToken))
        {
            if (chosen.After(known.LastPageNo) is not { } next || key != JobKeys.PageImage(job.Id, next))
            {
                break;
            }

            known = (known.Count + 1, next);
        }

        return known;
    }
}
