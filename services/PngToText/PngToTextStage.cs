using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.PngToText.Commentary;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.TextModels;

namespace DaprProcessing.PngToText;

/// <summary>
/// Reads what each page says, to <c>text/0001.json</c>, and has a model comment on it where a caller wants that.
/// </summary>
internal sealed class PngToTextStage(PageReader reader, PageCommentator commentator) : PageStage, IStageDefinition
{
    public static string Name => "png-to-text";

    public static Type Options => typeof(PngToTextOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddOcrLanguages().AddNeuralOcr(configuration).AddTextModels(configuration)
            .AddSingleton<PageReader>().AddSingleton<PageCommentator>();

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsFlow(chunk.SourceFile.MediaType))
        {
            // There is nothing to recognise: pdf-docling reads it as it is written.
            return page;
        }

        var options = chunk.Options<PngToTextOptions>();
        commentator.CheckSetUp(options);
        var read = await ReadPage.FindAsync(page, chunk, cancellationToken)
            ?? new ReadPage(await ReadAsync(page, chunk, options, cancellationToken));
        var output = await chunk.PutJsonAsync(
            JobKeys.PageText(chunk.Job, page.PageNo), read.Text, PageTextOrigin.Of(read.Text), cancellationToken);
        return await commentator.AddAsync(page.With(PageText.Output, output), read, chunk, cancellationToken);
    }

    private async Task<PageText> ReadAsync(
        PageWork page, ChunkContext chunk, PngToTextOptions options, CancellationToken cancellationToken)
    {
        var source = await chunk.OpenSourceAsync(cancellationToken);
        return await reader.ReadAsync(source, page.PageNo, options, cancellationToken);
    }
}
