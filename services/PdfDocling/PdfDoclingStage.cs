using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Engines.Vision;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling;

/// <summary>
/// Finds the structure of documents: of pages from their words and, where need be, their pictures (<see cref="PageLayouts"/>);
/// a document that flows has its structure written in it (<see cref="FlowUnits"/>).
/// </summary>
internal sealed class PdfDoclingStage(PageLayouts layouts, FlowUnits flow) : IStage, IStageDefinition
{
    public static string Name => "pdf-docling";

    public static Type Options => typeof(PdfDoclingOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddVisionEngines(configuration).AddMarkupEngines(configuration)
            .AddSingleton<LayoutReader>().AddSingleton<PageLayouts>().AddSingleton<FlowUnits>();

    public Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken) =>
        MediaTypes.IsFlow(chunk.SourceFile.MediaType) ? flow.RunAsync(chunk, cancellationToken)
            : layouts.RunAsync(chunk, cancellationToken);
}
