using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>Pages in order, each as soon as it and those before it are done, until there are no more to come.</summary>
internal sealed class PageFeed(JobWatcher watcher, FinishedPages finished, IObjectStore objects, TimeProvider time)
{
    private static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    /// <param name="after">The last page the caller has.</param>
    /// <returns>Null after each look that found nothing new.</returns>
    public async IAsyncEnumerable<PageView?> FollowAsync(
        JobRecord job, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = job.Options.Pages ?? PageSelection.All;
        var (chunks, pause) = (new ChunkPages(job, objects), Quickest);
        while (!job.Status.IsTerminal())
        {
            await chunks.LookAsync(cancellationToken);
            var before = after;
            while (chosen.After(after) is { } next && chunks.Take(next) is { } page)
            {
                after = next;
                yield return page;
            }

            if (after == before)
            {
                yield return null;
            }

            pause = after > before ? Quickest : pause * 1.3 < Slowest ? pause * 1.3 : Slowest;
            await Task.Delay(pause, time, cancellationToken);
            job = await watcher.FindAsync(job.Id, cancellationToken);
        }

        await foreach (var page in EndAsync(job, chunks, cancellationToken))
        {
            if (page.PageNo > after)
            {
                yield return page;
            }
        }
    }

    private async IAsyncEnumerable<PageView> EndAsync(
        JobRecord job, ChunkPages chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await finished.FindAsync(job, cancellationToken) is { } pages)
        {
            await foreach (var page in pages)
            {
                yield return page;
            }

            yield break;
        }

        // Cancelled, failed, or too large to be cut: what its chunks have left.
        await chunks.LookAsync(cancellationToken);
        while (chunks.TakeFirst() is { } page)
        {
            yield return page;
        }
    }
}
