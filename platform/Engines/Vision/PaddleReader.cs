using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Vision;

/// <summary>Has a page drawn by a document engine and read by a vision engine: neither sees what the other does.</summary>
internal sealed class PaddleReader(VisionEnginePool engines, ModelFolder models, IPdfRenderer renderer)
{
    public bool IsThere => models.Ocr is not null;

    /// <param name="settings">Regions are the caller's to choose from what is read.</param>
    /// <param name="known">What another recogniser has read surely, on its page; null to read all.</param>
    /// <exception cref="FailureException">The models are not there, or the page cannot be read.</exception>
    public async Task<PageText> ReadAsync(
        DocumentSource source, int pageNo, RecognizeSettings settings, KnownText? known, CancellationToken cancellationToken)
    {
        var ocr = models.NeedOcr();
        return await renderer.LookAtAsync(
            source, pageNo, new RenderSettings(settings.Dpi, Grayscale: true, HidesText: settings.HidesText),
            async (image, picture) =>
            {
                var scale = image.Dpi / PageUnit.PointsPerInch;
                var places = known?.Places.Select(box => new Box(box.L * scale, box.T * scale, box.R * scale, box.B * scale));
                var read = await engines.ReadTextAsync(
                    ocr, picture, known?.Quarters, places?.ToList(), cancellationToken).ConfigureAwait(false);
                return ReadPages.ToPage(read, pageNo, scale);
            },
            cancellationToken).ConfigureAwait(false);
    }
}

/// <param name="Quarters">Clockwise turns that put the page upright.</param>
/// <param name="Places">In points of the upright page.</param>
internal sealed record KnownText(int Quarters, IReadOnlyList<Box> Places);
