using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Engines.Vision;
using DaprProcessing.PdfDocling.DoclingServe;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.PdfDocling;

/// <summary>
/// Finds the structure of documents: of pages from their words and, where need be, their pictures (<see cref="PageLayouts"/>),
/// or by a docling-serve (<see cref="DoclingServePages"/>); a document that flows has its structure written in it
/// (<see cref="FlowUnits"/>).
/// </summary>
internal sealed class PdfDoclingStage(PageConverter pages, FlowUnits flow) : IStage, IStageDefinition
{
    public static string Name => "pdf-docling";

    public static Type Options => typeof(PdfDoclingOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddDocumentEngines(configuration).AddVisionEngines(configuration).AddMarkupEngines(configuration)
            .AddSingleton<LayoutReader>().AddSingleton<PageLayouts>().AddSingleton<FlowUnits>()
            .AddSingleton<DoclingServeClient>().AddSingleton<DoclingServePages>().AddSingleton<PageConverter>();
        services.AddOptions<ConverterOptions>().Bind(configuration.GetSection(ConverterOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DoclingServeOptions>().Bind(configuration.GetSection(DoclingServeOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
    }

    public Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken) =>
        MediaTypes.IsFlow(chunk.SourceFile.MediaType) ? flow.RunAsync(chunk, cancellationToken)
            : pages.RunAsync(chunk, cancellationToken);
}
