using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Gathers;

/// <summary>What the stages left of each chunk: the pages of the document, in order.</summary>
internal sealed class GatheredChunks(GatherWork work, IObjectStore objects)
{
    public async Task<IReadOnlyList<PageWork>> ReadAsync(CancellationToken cancellationToken)
    {
        var pages = new List<PageWork>(work.TotalUnits);
        foreach (var chunk in work.Chunks)
        {
            pages.AddRange(chunk switch
            {
                { Failure: { } failure } => Enumerable.Range(chunk.FirstPageNo, chunk.LastPageNo - chunk.FirstPageNo + 1)
                    .Select(pageNo => new PageWork(pageNo, failure)),
                { Pages: { } carried } => carried,
                _ => await StoredAsync(chunk, cancellationToken).ConfigureAwait(false),
            });
        }

        return pages;
    }

    private async Task<IReadOnlyList<PageWork>> StoredAsync(FinishedChunk chunk, CancellationToken cancellationToken)
    {
        var key = JobKeys.ChunkOutcome(work.Header.Job, chunk.ChunkId);
        return (await objects.GetJsonAsync<ChunkOutcome>(key, cancellationToken).ConfigureAwait(false)).Pages;
    }
}
