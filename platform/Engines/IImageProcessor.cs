using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines;

/// <summary>Works on images and page pictures in engine processes. Every call may throw <see cref="FailureException"/>.</summary>
public interface IImageProcessor
{
    /// <summary>Writes the recipe's copies of one image, or page, and says what the image is.</summary>
    Task<ImageFacts> ProcessAsync(DocumentSource source, int pageNo, ImageRecipe recipe, CancellationToken cancellationToken);

    /// <summary>Writes a PNG of a page with boxes drawn on it.</summary>
    Task<PageImage> DrawOverlayAsync(DocumentSource source, int pageNo, PageOverlay overlay, CancellationToken cancellationToken);

    /// <summary>Writes a PNG with all thumbnails in rows, each with its page number.</summary>
    Task<CopyFacts> DrawContactSheetAsync(
        IReadOnlyList<(int PageNo, string Path)> thumbnails, string outputPath, CancellationToken cancellationToken);

    /// <summary>Writes one TIFF with the first image of each TIFF given.</summary>
    Task JoinTiffAsync(IReadOnlyList<string> pages, string outputPath, CancellationToken cancellationToken);
}
