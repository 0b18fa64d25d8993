using System.Collections.Concurrent;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling;

/// <summary>Lays out the pages of a chunk; the page layouts are one output, of its first page.</summary>
internal sealed class PageLayouts(LayoutReader reader)
{
    /// <param name="reason">Why the pages are not another engine's; null where they never were to be.</param>
    public async Task<IReadOnlyList<PageWork>> RunAsync(
        ChunkContext chunk, string? reason, CancellationToken cancellationToken)
    {
        var layouts = new ConcurrentBag<PageLayout>();
        var pages = WithoutWords(chunk, await chunk.RunPagesAsync(
            (page, cancellation) => RunPageAsync(page, chunk, layouts, reason, cancellation), cancellationToken));
        var key = JobKeys.Layout(chunk.Job, chunk.Work.ChunkId);
        var layout = await chunk.PutJsonAsync(
            key, layouts.OrderBy(found => found.PageNo).ToList(), facts: null, cancellationToken);
        pages[0] = pages[0].With(PageLayout.Output, layout);
        return pages;
    }

    /// <summary>Where more than the document is made of the whole, the words are read once again.</summary>
    public static PageWork[] WithoutWords(ChunkContext chunk, PageWork[] pages) =>
        chunk.Work.Options.Stages.ContainsKey(AppIds.ResultAssembler) ? pages
            : [.. pages.Select(page => page.WithoutContent(PageText.Output))];

    private async Task<PageWork> RunPageAsync(
        PageWork page, ChunkContext chunk, ConcurrentBag<PageLayout> layouts, string? reason,
        CancellationToken cancellationToken)
    {
        if (page.Output(PageText.Output) is not { } output)
        {
            return page;
        }

        var text = await chunk.GetJsonAsync<PageText>(output, cancellationToken);
        var (layout, origin) = await reader.ReadAsync(
            text, chunk.Options<PdfDoclingOptions>().Layout, chunk.OpenSourceAsync,
            () => chunk.TemporaryFile($"layout-{page.PageNo}.png"), cancellationToken);
        layouts.Add(layout);
        return page.With(LayoutOrigin.Output, new PageOutput(Facts: JsonSerializer.SerializeToElement(
            origin with { Reason = reason ?? origin.Reason }, ServiceHost.Json)));
    }
}
