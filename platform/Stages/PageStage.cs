using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.Stages;

/// <summary>A stage that does each page for itself, a few at a time. One bad page fails alone.</summary>
public abstract class PageStage : IStage
{
    /// <summary>Does one page; an <see cref="FailureException"/> fails the page, unless it may pass.</summary>
    protected abstract Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken);

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var pages = chunk.Work.Pages.ToArray();
        // The engine pool bounds the work; these are only pages waiting for it.
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pages.Length, parallel, async (index, cancellation) =>
        {
            pages[index] = await RunOrFailAsync(pages[index], chunk, cancellation).ConfigureAwait(false);
            await chunk.PageDoneAsync(cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return pages;
    }

    private async Task<PageWork> RunOrFailAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        if (page.Failure is not null)
        {
            return page;
        }

        try
        {
            return await RunPageAsync(page, chunk, cancellationToken).ConfigureAwait(false);
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return page with { Failure = new PageFailure(chunk.Stage, error.Failure) };
        }
    }
}
