using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages.Gathers;
using Microsoft.Extensions.Options;

namespace DaprProcessing.WavAggregator;

/// <summary>Brings the parts here in order, a few ahead of the one that is asked for.</summary>
internal sealed class PartFetcher(IOptions<AggregationOptions> options)
{
    /// <summary>Local files, each to be deleted by whoever has read it.</summary>
    public async IAsyncEnumerable<string> FetchAsync(
        IReadOnlyList<PageOutput> parts, GatherContext gather, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<string>>();
        try
        {
            var next = 0;
            while (next < parts.Count || underWay.Count > 0)
            {
                while (next < parts.Count && underWay.Count < options.Value.WorkerPoolSize)
                {
                    var path = gather.TemporaryFile($"part-{next}.wav");
                    underWay.Enqueue(DownloadAsync(parts[next], path, gather, stopping.Token));
                    next++;
                }

                yield return await underWay.Dequeue();
            }
        }
        finally
        {
            // Their folder goes with the work: none of them may write to it any more.
            await stopping.CancelAsync();
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string> DownloadAsync(
        PageOutput part, string path, GatherContext gather, CancellationToken cancellationToken)
    {
        await gather.Objects.DownloadAsync(part.Key!, part.Artifact!.SizeBytes, path, cancellationToken);
        return path;
    }
}
