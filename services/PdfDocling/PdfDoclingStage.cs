using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Stages;

namespace DaprProcessing.PdfDocling;

/// <summary>Finds the structure of each page from its words; the chunk's page layouts become one object.</summary>
internal sealed class PdfDoclingStage : IStage
{
    public string Name => StageNames.PdfDocling;

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var layouts = new List<PageLayout>();
        foreach (var page in chunk.Work.Pages.Where(page => page is { Failure: null, TextKey: not null }))
        {
            var text = await chunk.GetJsonAsync<PageText>(page.TextKey!, cancellationToken);
            layouts.Add(PageAnalyzer.Analyze(text));
            await chunk.PageDoneAsync(cancellationToken);
        }

        await chunk.PutJsonAsync(JobKeys.Layout(chunk.Job, chunk.Work.ChunkId), layouts, cancellationToken);
        return chunk.Work.Pages;
    }
}
