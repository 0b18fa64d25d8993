using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.Stages;

/// <summary>A stage that does each page for itself, a few at a time. One bad page fails alone.</summary>
public abstract class PageStage : IStage
{
    /// <summary>Does one page; an <see cref="FailureException"/> fails the page, unless it may pass.</summary>
    protected abstract Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken);

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken) =>
        await chunk.RunPagesAsync((page, cancellation) => RunPageAsync(page, chunk, cancellation), cancellationToken)
            .ConfigureAwait(false);
}
