using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class PdfiumRenderer(EnginePool pool, IOptions<EngineOptions> options) : IPdfRenderer
{
    public string Name => "pdfium";

    public async Task<PageImage> RenderAsync(
        DocumentSource source, int pageNo, RenderSettings settings, string outputPath, CancellationToken cancellationToken)
    {
        var output = Path.GetFullPath(outputPath);
        var request = EngineRequest.Of(EngineOperation.Render, source) with
        {
            PageNo = pageNo,
            Dpi = settings.Dpi,
            Grayscale = settings.Grayscale,
            Thumbnail = settings.Thumbnail,
            HidesText = settings.HidesText,
            OutputPath = output,
        };
        try
        {
            var reply = await pool.RunAsync(request, options.Value.RenderLimit, cancellationToken).ConfigureAwait(false);
            return reply.Image! with { Thumbnail = reply.Copy };
        }
        catch
        {
            // What an engine that was ended in the middle leaves behind.
            File.Delete(output + ".part");
            if (settings.Thumbnail is { } thumbnail)
            {
                File.Delete(thumbnail.Path + ".part");
            }

            throw;
        }
    }
}
