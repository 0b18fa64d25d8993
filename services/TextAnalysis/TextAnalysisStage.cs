using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;
using DaprProcessing.TextAnalysis.Engines;

namespace DaprProcessing.TextAnalysis;

/// <summary>
/// What a text is about: cut into parts, each read by itself, put together into <c>analysis.json</c> and <c>analysis.md</c>.
/// </summary>
internal sealed class TextAnalysisStage(AnalyzerChoice analyzers, MarkupEnginePool engines)
    : PageStage, ICutter, IGatherer, IStageDefinition
{
    /// <summary>The name of a part's analysis among its outputs.</summary>
    public const string Output = "analysis";

    public static string Name => "text-analysis";

    public static Type Options => typeof(TextAnalysisOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddMarkupEngines(configuration).AddAnalyzers(configuration);

    public Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken)
    {
        analyzers.Named(cut.Options<TextAnalysisOptions>().Engine).CheckSetUp();
        return TextCut.CutAsync(cut, engines, cancellationToken);
    }

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var options = chunk.Options<TextAnalysisOptions>();
        var part = await TextCut.ReadPartAsync(chunk, page.PageNo, cancellationToken);
        var analysis = await analyzers.Named(options.Engine).AnalyzeAsync(part, options, cancellationToken);
        var key = chunk.KeyOf(Name, $"{page.PageNo:D4}.analysis.json");
        return page.With(Output, await chunk.PutJsonAsync(key, analysis, facts: null, cancellationToken));
    }

    public Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken) =>
        new TextGather(gather, analyzers.Named(gather.Options<TextAnalysisOptions>().Engine)).GatherAsync(cancellationToken);
}
