using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Which directories of a TIFF are pages: thumbnails and masks stand in the same chain.</summary>
internal static class TiffPages
{
    private const int ThumbnailSidePx = 320;
    private const double MuchLarger = 4;
    private const double SameShape = 0.03;

    /// <returns>Null stands for what was cut off: one page at least.</returns>
    public static IReadOnlyList<TiffDirectory?> Of(string path)
    {
        var chain = TiffChain.TryRead(path) ?? throw DocumentFault.Invalid("TIFF image");
        var images = chain.Directories.Where(one => one.WidthPx > 0 && one.HeightPx > 0).ToList();
        if (images.Count == 0)
        {
            throw DocumentFault.Invalid("TIFF image");
        }

        if (images.Count >= TiffChain.MaxDirectories)
        {
            throw new DocumentFault(FailureCodes.TooManyPages,
                $"The document has {images.Count} pages or more; at most {TiffChain.MaxDirectories - 1} are possible, "
                + "whatever Orchestrator:MaxPages says.");
        }

        var pages = images.Where(one => !one.IsSecondary).ToList();
        pages = pages.Count == 0 ? images : pages;
        return [.. pages.Where((page, at) => at == 0 || !IsThumbnail(page, pages[at - 1])), .. chain.IsCut ? [null] : Nothing];
    }

    private static readonly TiffDirectory?[] Nothing = [];

    /// <summary>Cameras and viewers put the small copy after the image, and often do not say what it is.</summary>
    private static bool IsThumbnail(TiffDirectory page, TiffDirectory before) =>
        Math.Max(page.WidthPx, page.HeightPx) <= ThumbnailSidePx && before.WidthPx >= MuchLarger * page.WidthPx
        && Math.Abs((page.WidthPx / (double)page.HeightPx / (before.WidthPx / (double)before.HeightPx)) - 1) < SameShape;
}
