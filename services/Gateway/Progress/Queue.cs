using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>Where a job stands among its tenant's: told from the durable markers, so that every replica says the same.</summary>
internal sealed class Queue(IObjectStore objects, TimeProvider time)
{
    // A long history is not walked to the end for a number that only has to be right while work is waiting.
    private const int MaxLooked = 2000;

    private readonly Shared<string, IReadOnlyList<string>> _open = new(
        TimeSpan.FromSeconds(2), time, tenant => OpenNewestFirstAsync(objects, tenant));

    /// <summary>How many of the tenant's jobs were accepted before this one and have not ended.</summary>
    public async Task<int> AheadOfAsync(JobId job, CancellationToken cancellationToken)
    {
        var open = await _open.GetAsync(job.Tenant, cancellationToken);
        var place = open.TakeWhile(id => id != job.Id).Count();
        return place == open.Count ? open.Count : open.Count - place - 1;
    }

    private static async Task<IReadOnlyList<string>> OpenNewestFirstAsync(IObjectStore objects, string tenant)
    {
        var open = new HashSet<string>();
        await foreach (var marker in objects.ListAsync($"{JobKeys.OpenMarkers}{tenant}/", null, CancellationToken.None))
        {
            if (JobKeys.JobOfOpenMarker(marker) is { } job)
            {
                open.Add(job.Id);
            }
        }

        var (ordered, looked) = (new List<string>(open.Count), 0);
        if (open.Count == 0)
        {
            return ordered;
        }

        await foreach (var marker in objects.ListAsync(JobKeys.ListMarkers(tenant), null, CancellationToken.None))
        {
            if (JobKeys.JobOfListMarker(marker) is { } job && open.Remove(job.Id))
            {
                ordered.Add(job.Id);
            }

            if (open.Count == 0 || ++looked == MaxLooked)
            {
                break;
            }
        }

        return ordered;
    }
}
