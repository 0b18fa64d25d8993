using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>What an image file says of itself before any pixel is decoded.</summary>
/// <param name="StatedDpi">Null where the file states none, or none that can be true.</param>
/// <param name="Orientation">EXIF's 1 to 8; from 5 on, width and height change places on display.</param>
/// <param name="TiffPage">0-based, where the file is a TIFF.</param>
internal sealed record ImageHeader(int WidthPx, int HeightPx, double? StatedDpi, int Orientation, int? TiffPage)
{
    private const double DefaultDpi = 96;
    private const int MinDpi = 36;
    private const int MaxDpi = 2400;
    private const int MaxPages = 10_000;

    public double Dpi => StatedDpi ?? DefaultDpi;

    public long Pixels => (long)WidthPx * HeightPx;

    /// <summary>As displayed.</summary>
    public (double WidthPt, double HeightPt) SizePt =>
        Orientation >= 5 ? (HeightPx * PageUnit.PointsPerInch / Dpi, WidthPx * PageUnit.PointsPerInch / Dpi)
            : (WidthPx * PageUnit.PointsPerInch / Dpi, HeightPx * PageUnit.PointsPerInch / Dpi);

    public static IReadOnlyList<ImageHeader> ReadAll(string path, string mediaType) =>
        mediaType == "image/tiff" ? ReadTiff(path) : [ReadSingle(path, mediaType)];

    private static ImageHeader ReadSingle(string path, string mediaType)
    {
        if (Leptonica.ReadHeader(path, out _, out var width, out var height, out _, out _, out _) != 0)
        {
            throw DocumentFault.Invalid("image");
        }

        var resolution = 0;
        WithFile(path, file => _ = mediaType == "image/png"
            ? Leptonica.PngResolution(file, out resolution, out _)
            : Leptonica.JpegResolution(file, out resolution, out _));
        return Checked(new ImageHeader(
            width, height, Believable(resolution), mediaType == "image/jpeg" ? ExifOrientation.Read(path) : 1, null));
    }

    private static List<ImageHeader> ReadTiff(string path)
    {
        var count = 0;
        WithFile(path, file => _ = Leptonica.TiffPageCount(file, out count));
        if (count < 1)
        {
            throw DocumentFault.Invalid("TIFF image");
        }

        if (count > MaxPages)
        {
            throw new DocumentFault(
                FailureCodes.TooManyPages, $"The document has {count} pages; at most {MaxPages} are possible.");
        }

        var pages = new List<ImageHeader>(count);
        for (var page = 0; page < count; page++)
        {
            if (Leptonica.ReadTiffHeader(
                path, page, out var width, out var height, out _, out _, out var resolution, out _, out _) != 0)
            {
                throw DocumentFault.Invalid("TIFF image");
            }

            pages.Add(Checked(new ImageHeader(width, height, Believable(resolution), 1, page)));
        }

        return pages;
    }

    private static ImageHeader Checked(ImageHeader header) =>
        header is { WidthPx: > 0, HeightPx: > 0 } ? header : throw DocumentFault.Invalid("image");

    private static double? Believable(int dpi) => dpi is >= MinDpi and <= MaxDpi ? dpi : null;

    private static void WithFile(string path, Action<nint> read)
    {
        var file = Libc.FileOpen(path, "rb");
        if (file == 0)
        {
            throw new DocumentFault(FailureCodes.SourceMissing, "The document's file is not there.");
        }

        read(file);
        _ = Libc.FileClose(file);
    }
}
