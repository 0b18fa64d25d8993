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
/// Reads what each page says, a chunk's to <c>text/0001.json</c>, and has a model comment on it where a caller wants that.
/// </summary>
internal sealed class PngToTextStage(PageReader reader, PageCommentator commentator) : IStage, IStageDefinition
{
    public static string Name => "png-to-text";

    public static Type Options => typeof(PngToTextOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddOcrLanguages().AddNeuralOcr(configuration).AddTextModels(configuration)
            .AddSingleton<PageReader>().AddSingleton<PageCommentator>();

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var texts = new PageOutputs(chunk, PageText.Output, name => JobKeys.PageTexts(chunk.Job, name));
        var pages = await chunk.RunPagesAsync(
            (page, cancellation) => RunPageAsync(page, chunk, texts, cancellation), cancellationToken);
        return await texts.StoreAsync(pages, cancellationToken);
    }

    private async Task<PageWork> RunPageAsync(
        PageWork page, ChunkContext chunk, PageOutputs texts, CancellationToken cancellationToken)
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
        page = await texts.AddAsync(page, read.Text, PageTextOrigin.Of(read.Text), cancellationToken);
        return await commentator.AddAsync(page, read, chunk, cancellationToken);
    }

    private async Task<PageText> ReadAsync(
        PageWork page, ChunkContext chunk, PngToTextOptions options, CancellationToken cancellationToken)
    {
        var source = await chunk.OpenSourceAsync(cancellationToken);
        return await reader.ReadAsync(source, page.PageNo, options, cancellationToken);
    }
}
