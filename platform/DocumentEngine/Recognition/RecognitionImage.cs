using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>The gray image a page is recognised from.</summary>
internal static class RecognitionImage
{
    /// <summary>What tesseract does best at; above <see cref="MostDpi"/> it only gets slower.</summary>
    private const double GoodDpi = 300;

    private const double MostDpi = 350;
    private const double LeastDpi = 140;

    /// <summary>An image that states less than this says nothing: screens and cameras write 72 and 96.</summary>
    private const double BelievableDpi = 120;

    private const double MostPixels = 64_000_000;
    private const int SmallSidePx = 1600;
    private const int LargeSidePx = 5000;
    private const double Enlarged = 2;

    public static (PixImage Image, double Dpi) Prepare(OpenDocument document, EngineRequest request)
    {
        if (document is ImageDocument image)
        {
            var header = image.HeaderOf(request.PageNo);
            var dpi = header.Dpi * Math.Min(FactorFor(header), MostFor(header));
            return (ImageDocument.ScaleTo(image.Decode(request.PageNo), header, dpi).ToGray(), dpi);
        }

        using var raster = request.HidesText ? document.RenderWithoutText(request.PageNo, request.Dpi)
            : document.Render(request.PageNo, request.Dpi, grayscale: true);
        return (PixImage.FromGray(raster), raster.Dpi);
    }

    /// <summary>Plans and posters: what more pixels would show, no recogniser reads in the time it has.</summary>
    private static double MostFor(ImageHeader header)
    {
        var (width, height) = header.SizePt;
        var pixels = width * height * Math.Pow(header.Dpi / PageUnit.PointsPerInch, 2);
        return Math.Sqrt(MostPixels / Math.Max(1, pixels));
    }

    private static double FactorFor(ImageHeader header)
    {
        if (header.StatedDpi is { } dpi and >= BelievableDpi)
        {
            return dpi > MostDpi ? GoodDpi / dpi : dpi < LeastDpi ? Enlarged : 1;
        }

        var side = Math.Max(header.WidthPx, header.HeightPx);
        return side <= SmallSidePx ? Enlarged : side > LargeSidePx ? (double)LargeSidePx / side : 1;
    }
}
