using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling;

/// <summary>
/// Finds the structure of each page from its words; the chunk's page layouts are one output, of its first page. A document that
/// flows has its structure written in it (<see cref="FlowUnits"/>).
/// </summary>
internal sealed class PdfDoclingStage(FlowUnits flow) : IStage, IStageDefinition
{
    public static string Name => "pdf-docling";

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddMarkupEngines(configuration).AddSingleton<FlowUnits>();

    public Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken) =>
        MediaTypes.IsFlow(chunk.SourceFile.MediaType) ? flow.RunAsync(chunk, cancellationToken)
            : AnalyzeAsync(chunk, cancellationToken);

    private static async Task<IReadOnlyList<PageWork>> AnalyzeAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var layouts = new List<PageLayout>();
        foreach (var page in chunk.Work.Pages)
        {
            if (page is { Failure: null } && page.Output(PageText.Output) is { } output)
            {
                layouts.Add(PageAnalyzer.Analyze(await chunk.GetJsonAsync<PageText>(output, cancellationToken)));
            }

            await chunk.PageDoneAsync(cancellationToken);
        }

        var key = JobKeys.Layout(chunk.Job, chunk.Work.ChunkId);
        var layout = await chunk.PutJsonAsync(key, layouts, facts: null, cancellationToken);
        // Where more than the document is made of the whole, the words are read once again.
        var areWordsWanted = chunk.Work.Options.Stages.ContainsKey(AppIds.ResultAssembler);
        var pages = chunk.Work.Pages.Select(page => areWordsWanted ? page : page.WithoutContent(PageText.Output)).ToList();
        pages[0] = pages[0].With(PageLayout.Output, layout);
        return pages;
    }
}
