using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling;

/// <summary>Lays out the pages of a chunk; the page layouts are one output, of its first page.</summary>
internal sealed class PageLayouts(LayoutReader reader)
{
    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var pages = chunk.Work.Pages.ToArray();
        var layouts = new PageLayout?[pages.Length];
        // The engine pools bound the work; these are only pages waiting for them.
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pages.Length, parallel, async (index, cancellation) =>
        {
            (pages[index], layouts[index]) = await RunPageAsync(pages[index], chunk, cancellation);
            await chunk.PageDoneAsync(cancellation);
        });

        var key = JobKeys.Layout(chunk.Job, chunk.Work.ChunkId);
        var layout = await chunk.PutJsonAsync(key, layouts.OfType<PageLayout>().ToList(), facts: null, cancellationToken);
        pages[0] = pages[0].With(PageLayout.Output, layout);
        return pages;
    }

    private async Task<(PageWork Page, PageLayout? Layout)> RunPageAsync(
        PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        // Where more than the document is made of the whole, the words are read once again.
        var areWordsWanted = chunk.Work.Options.Stages.ContainsKey(AppIds.ResultAssembler);
        var done = areWordsWanted ? page : page.WithoutContent(PageText.Output);
        if (page.Failure is not null || page.Output(PageText.Output) is not { } output)
        {
            return (done, null);
        }

        try
        {
            var text = await chunk.GetJsonAsync<PageText>(output, cancellationToken);
            var (layout, origin) = await reader.ReadAsync(
                text, chunk.Options<PdfDoclingOptions>().Layout, chunk.OpenSourceAsync,
                chunk.TemporaryFile($"layout-{page.PageNo}.png"), cancellationToken);
            return (done.With(LayoutOrigin.Output, new PageOutput(
                Facts: JsonSerializer.SerializeToElement(origin, ServiceHost.Json))), layout);
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return (done with { Failure = new PageFailure(chunk.Stage, error.Failure) }, null);
        }
    }
}
