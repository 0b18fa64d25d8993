using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Office;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.PdfToPng;

/// <summary>
/// Renders each page of a PDF or image document to a PNG at <c>pages/0001.png</c>. An office file is laid out first, in a phase
/// of its own (<see cref="LaidOutFile"/>).
/// </summary>
internal sealed class PdfToPngStage(EngineChoice<IPdfRenderer> renderers, OfficeSuite suite, IDocumentProbe probe)
    : IStage, ICutter, IGatherer, IStageDefinition
{
    public static string Name => AppIds.PdfToPng;

    public static Type Options => typeof(PdfToPngOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration).AddOfficeSuite(configuration);

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var options = chunk.Options<PdfToPngOptions>();
        var isFlow = MediaTypes.IsFlow(chunk.SourceFile.MediaType);
        if (isFlow && !options.OfficePages && chunk.Work.Slip.Count > 1)
        {
            // Text that flows has no pages until somebody lays it out, and nobody has asked for that.
            return chunk.Work.Pages;
        }

        var laidOut = isFlow ? await LaidOutFile.OpenAsync(chunk, cancellationToken) : null;
        return await chunk.RunPagesAsync(
            async (page, cancellation) => await RenderAsync(
                page, laidOut ?? await chunk.OpenSourceAsync(cancellation), chunk, options, cancellation),
            cancellationToken);
    }

    public Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken) =>
        new LaidOutFile(suite, probe).MakeAsync(cut, cancellationToken);

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var pages = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(pages);
        return new Gathered(pages, new { images = pages.Count(page => page.Output(PageImage.Output) is not null) });
    }

    private async Task<PageWork> RenderAsync(
        PageWork page, DocumentSource source, ChunkContext chunk, PdfToPngOptions options, CancellationToken cancellationToken)
    {
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
}
