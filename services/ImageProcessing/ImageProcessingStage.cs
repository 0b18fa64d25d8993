using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ImageProcessing;

/// <summary>
/// Copies, facts, text and overlay of each image; of all, a contact sheet.
/// After a stage that has read the page, only the overlay is wanted.
/// </summary>
internal sealed class ImageProcessingStage(
    ImageCopies copies, PageOverlays overlays, IImageProcessor images, EngineChoice<ITextRecognizer> recognizers)
    : PageStage, IGatherer, IStageDefinition
{
    public static string Name => "image-processing";

    public static Type Options => typeof(ImageProcessingOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddOcrLanguages().AddNeuralOcr(configuration)
            .AddSingleton<ImageCopies>().AddSingleton<PageOverlays>();

    public Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken) =>
        new ImageGather(gather, images).GatherAsync(cancellationToken);

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        if (page.Output(PageText.Output) is { } known)
        {
            var read = await chunk.GetJsonAsync<PageText>(known, cancellationToken);
            return await overlays.AddAsync(page, read, chunk, cancellationToken);
        }

        page = await copies.AddAsync(page, chunk, cancellationToken);
        var options = chunk.Options<ImageProcessingOptions>();
        if (!options.Ocr)
        {
            return page;
        }

        var text = await ReadAsync(page.PageNo, options, chunk, cancellationToken);
        page = page.With(PageText.Output, await StoreAsync(text, chunk, cancellationToken));
        return options.Overlay ? await overlays.AddAsync(page, text, chunk, cancellationToken) : page;
    }

    private async Task<PageText> ReadAsync(
        int pageNo, ImageProcessingOptions options, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var source = await chunk.OpenSourceAsync(cancellationToken);
        var settings = new RecognizeSettings(Math.Max(options.Dpi, 200), options.Languages);
        return await recognizers.Named(options.Engine).RecognizeAsync(source, pageNo, settings, cancellationToken);
    }

    private static async Task<PageOutput> StoreAsync(PageText text, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var file = chunk.TemporaryFile($"{text.PageNo}.txt");
        await File.WriteAllTextAsync(file, text.PlainText, cancellationToken);
        return await chunk.PutArtifactAsync(
            $"texts/{text.PageNo:D4}.txt", file, "text/plain; charset=utf-8", PageTextOrigin.Of(text), cancellationToken);
    }
}
