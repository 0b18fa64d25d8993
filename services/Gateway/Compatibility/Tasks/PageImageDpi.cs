using DaprProcessing.Gateway.Compatibility.Options;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>The resolution of page images: docling scales points, 1 is 72 dpi; coarser than we draw there is none.</summary>
internal static class PageImageDpi
{
    private const double PointsPerInch = 72;
    private const double Coarsest = 36;

    public static double Of(ConvertOptions options) => Math.Max(Coarsest, options.ImagesScale * PointsPerInch);
}
