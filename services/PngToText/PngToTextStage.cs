using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PngToText;

/// <summary>Reads what each page says, to <c>text/0001.json</c>.</summary>
internal sealed class PngToTextStage(PageReader reader) : PageStage, IStageDefinition
{
    public static string Name => "png-to-text";

    public static Type Options => typeof(PngToTextOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddNeuralOcr(configuration).AddSingleton<PageReader>();

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsFlow(chunk.SourceFile.MediaType))
        {
            // There is nothing to recognise: pdf-docling reads it as it is written.
            return page;
        }

        var source = await chunk.OpenSourceAsync(cancellationToken);
        var text = await reader.ReadAsync(source, page.PageNo, chunk.Options<PngToTextOptions>(), cancellationToken);
        var output = await chunk.PutJsonAsync(
            JobKeys.PageText(chunk.Job, page.PageNo), text, PageTextOrigin.Of(text), cancellationToken);
        return page.With(PageText.Output, output);
    }
}
