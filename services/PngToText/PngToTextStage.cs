using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages;

namespace DaprProcessing.PngToText;

/// <summary>Reads what each page says, to <c>text/0001.json</c>.</summary>
internal sealed class PngToTextStage(PageReader reader) : PageStage(StageNames.PngToText)
{
    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var text = await reader.ReadAsync(chunk.Source, page.PageNo, chunk.Options, cancellationToken);
        var key = JobKeys.PageText(chunk.Job, page.PageNo);
        await chunk.PutJsonAsync(key, text, cancellationToken);
        return page with { TextKey = key, Text = new PageTextOrigin(text.Source, text.Reason, text.Confidence, text.Words.Count) };
    }
}
