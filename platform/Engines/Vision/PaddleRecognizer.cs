using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Vision;

/// <summary>PP-OCR: one model for many scripts, so that the languages asked for do not matter.</summary>
internal sealed class PaddleRecognizer(PaddleReader reader) : ITextRecognizer
{
    public string Name => "paddle";

    public async Task<PageText> RecognizeAsync(
        DocumentSource source, int pageNo, RecognizeSettings settings, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(source, pageNo, settings, known: null, cancellationToken).ConfigureAwait(false);
        if (settings.Regions is not { } regions)
        {
            return page;
        }

        // Regions are those of the page as displayed.
        var quarters = page.RotationDeg / 90;
        var (width, height) = quarters % 2 == 0 ? (page.WidthPt, page.HeightPt) : (page.HeightPt, page.WidthPt);
        var turned = regions.Select(region => region.Turn(quarters, width, height)).ToList();
        return page with
        {
            Words = [.. page.Words.Where(word => turned.Exists(region => region.HoldsCenterOf(word.Box)))],
        };
    }
}
