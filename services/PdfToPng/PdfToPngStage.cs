using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.PdfToPng;

/// <summary>Renders each page of a PDF or image document to a PNG at <c>pages/0001.png</c>.</summary>
internal sealed class PdfToPngStage(EngineChoice<IPdfRenderer> renderers) : PageStage(StageNames.PdfToPng)
{
    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var settings = new RenderSettings(chunk.Options.Dpi, chunk.Options.Grayscale);
        var file = Path.Combine(chunk.TemporaryFolder, $"{page.PageNo}.png");
        var image = await renderers.Named(chunk.Options.Renderer).RenderAsync(chunk.Source, page.PageNo, settings, file, cancellationToken);

        var key = JobKeys.PageImage(chunk.Job, page.PageNo);
        await chunk.Objects.PutFileAsync(key, file, "image/png", cancellationToken);
        CrashPoint.Reached("stage.outputs-half");
        File.Delete(file);
        return page with { PngKey = key, Image = image };
    }
}
