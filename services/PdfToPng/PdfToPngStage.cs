using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfToPng;

/// <summary>Renders each page of a PDF or image document to a PNG at <c>pages/0001.png</c>.</summary>
internal sealed class PdfToPngStage(EngineChoice<IPdfRenderer> renderers) : PageStage, IStageDefinition
{
    public static string Name => "pdf-to-png";

    public static Type Options => typeof(PdfToPngOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration);

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var options = chunk.Options<PdfToPngOptions>();
        if (MediaTypes.IsFlow(chunk.SourceFile.MediaType))
        {
            return WithoutPages(page, chunk, options);
        }

        var source = await chunk.OpenSourceAsync(cancellationToken);
        var file = chunk.TemporaryFile($"{page.PageNo}.png");
        var thumbnail = options.ThumbnailPx == 0 ? null
            : new ImageCopy(
                chunk.TemporaryFile($"{page.PageNo}.webp"), ImageFormat.Webp, options.ThumbnailPx, options.ThumbnailPx);
        var image = await renderers.Named(options.Renderer)
            .RenderAsync(
                source, page.PageNo, new RenderSettings(options.Dpi, options.Grayscale, thumbnail), file, cancellationToken);

        var output = await chunk.PutArtifactAsync($"pages/{page.PageNo:D4}.png", file, "image/png", image, cancellationToken);
        CrashPoint.Reached("stage.outputs-half");
        File.Delete(file);
        page = page.With(PageImage.Output, output);
        if (thumbnail is null)
        {
            return page;
        }

        var name = $"pages/{page.PageNo:D4}.thumb.webp";
        var small = await chunk.PutArtifactAsync(name, thumbnail.Path, "image/webp", image.Thumbnail, cancellationToken);
        return page.With("thumbnail", small with { Facts = null });
    }

    // Text that flows has no pages to draw until somebody lays it out. Who asks for page images alone is told so; to others they
    // are one result of several.
    private static PageWork WithoutPages(PageWork page, ChunkContext chunk, PdfToPngOptions options) =>
        !options.OfficePages && chunk.Work.Slip.Count > 1 ? page : throw new FailureException(new Failure(
            FailureCodes.EngineUnavailable,
            "Page images of documents without pages of their own need an office suite, which is not installed here. "
                + "Send a PDF of it, or leave 'officePages' out: text and structure need no suite."));
}
