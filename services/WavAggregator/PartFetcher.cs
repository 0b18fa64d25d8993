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
        var underWay = new Queue<Task<string>>();
        var next = 0;
        while (next < parts.Count || underWay.Count > 0)
        {
            while (next < parts.Count && underWay.Count < options.Value.WorkerPoolSize)
            {
                underWay.Enqueue(DownloadAsync(parts[next], gather.TemporaryFile($"part-{next}.wav"), gather, cancellationToken));
                next++;
            }

            yield return await underWay.Dequeue();
        }
    }

    private static async Task<string> DownloadAsync(
        PageOutput part, string path, GatherContext gather, CancellationToken cancellationToken)
    {
        await gather.Objects.DownloadAsync(part.Key!, part.Artifact!.SizeBytes, path, cancellationToken);
        return path;
    }
}
