using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class EngineImageProcessor(EnginePool pool, IOptions<EngineOptions> options) : IImageProcessor
{
    public async Task<ImageFacts> ProcessAsync(
        DocumentSource source, int pageNo, ImageRecipe recipe, CancellationToken cancellationToken)
    {
        var request = Of(EngineOperation.Image, source, pageNo) with { Image = recipe };
        var reply = await RunAsync(request, [.. recipe.Copies.Select(copy => copy.Path)], cancellationToken)
            .ConfigureAwait(false);
        return reply.Facts!;
    }

    public async Task<PageImage> DrawOverlayAsync(
        DocumentSource source, int pageNo, PageOverlay overlay, CancellationToken cancellationToken)
    {
        var request = Of(EngineOperation.Overlay, source, pageNo) with { Overlay = overlay };
        return (await RunAsync(request, [overlay.OutputPath], cancellationToken).ConfigureAwait(false)).Image!;
    }

    public async Task<CopyFacts> DrawContactSheetAsync(
        IReadOnlyList<(int PageNo, string Path)> thumbnails, string outputPath, CancellationToken cancellationToken)
    {
        var request = new EngineRequest(EngineOperation.ContactSheet)
        {
            Paths = [.. thumbnails.Select(thumbnail => thumbnail.Path)],
            Numbers = [.. thumbnails.Select(thumbnail => thumbnail.PageNo)],
            OutputPath = outputPath,
        };
        return (await RunAsync(request, [outputPath], cancellationToken).ConfigureAwait(false)).Copy!;
    }

    public Task JoinTiffAsync(IReadOnlyList<string> pages, string outputPath, CancellationToken cancellationToken)
    {
        var request = new EngineRequest(EngineOperation.JoinTiff) { Paths = pages, OutputPath = outputPath };
        return RunAsync(request, [outputPath], cancellationToken);
    }

    private static EngineRequest Of(EngineOperation operation, DocumentSource source, int pageNo) =>
        EngineRequest.Of(operation, source) with { PageNo = pageNo };

    private async Task<EngineReply> RunAsync(
        EngineRequest request, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(request, options.Value.ImageLimit, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // What an engine that was ended in the middle leaves behind.
            foreach (var output in outputs)
            {
                File.Delete(output + ".part");
            }

            throw;
        }
    }
}
