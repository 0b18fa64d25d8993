using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>What an image file says of one of its images before any pixel is decoded.</summary>
/// <param name="XDpi">Null where the file states none, or none that can be true.</param>
/// <param name="YDpi">Fax machines and some scanners have another down the page than across.</param>
/// <param name="Orientation">EXIF's 1 to 8; from 5 on, width and height change places on display.</param>
/// <param name="BitsPerPixel">As decoded.</param>
internal sealed record ImageHeader(int WidthPx, int HeightPx, double? XDpi, double? YDpi, int Orientation, int BitsPerPixel)
{
    public const double DefaultDpi = 96;

    private const int MinDpi = 36;
    private const int MaxDpi = 2400;

    /// <summary>Pixels of another shape than this are a mistake of the file's.</summary>
    private const double MostOblong = 5;

    /// <summary>Where the file is a TIFF.</summary>
    public TiffDirectory? Tiff { get; init; }

    /// <summary>Of a pixel, where one image is the file.</summary>
    public int Samples { get; init; }

    /// <summary>A JPEG in four inks, as they are and not the other way round.</summary>
    public bool IsPlainInks { get; init; }

    public double? StatedDpi => XDpi is { } x ? Math.Max(x, YDpi ?? x) : null;

    /// <summary>Of the side with more; with it on both sides pixels are square.</summary>
    public double Dpi => StatedDpi ?? DefaultDpi;

    public long Pixels => (long)WidthPx * HeightPx;

    /// <summary>As displayed.</summary>
    public (double X, double Y) DisplayedDpi => Displayed(XDpi ?? DefaultDpi, YDpi ?? XDpi ?? DefaultDpi);

    /// <summary>As displayed.</summary>
    public (double WidthPt, double HeightPt) SizePt
    {
        get
        {
            var ((width, height), (x, y)) = (Displayed(WidthPx, HeightPx), DisplayedDpi);
            return (width * PageUnit.PointsPerInch / x, height * PageUnit.PointsPerInch / y);
        }
    }

    public static IReadOnlyList<ImageHeader?> ReadAll(string path, string mediaType) => mediaType == MediaTypes.Tiff
        ? [.. TiffPages.Of(path).Select(page => page is null ? null : Of(page))]
        : [SkiaImages.IsNeededFor(mediaType) ? SkiaImages.ReadHeader(path, mediaType) : ReadSingle(path, mediaType)];

    private static ImageHeader ReadSingle(string path, string mediaType)
    {
        if (HeifImages.IsNeededFor(mediaType))
        {
            return HeifImages.ReadHeader(path);
        }

        if (Leptonica.ReadHeader(path, out _, out var width, out var height, out var bits, out var samples, out _) != 0
            || width <= 0 || height <= 0)
        {
            return mediaType == MediaTypes.Jp2 && Jp2Header.Read(path) is var (across, down)
                ? new ImageHeader(across, down, null, null, Orientation: 1, Decoded(16, 2))
                : throw DocumentFault.Invalid("image");
        }

        var (x, y) = (0, 0);
        Libc.WithFile(path, file => _ = mediaType switch
        {
            MediaTypes.Png => Leptonica.PngResolution(file, out x, out y),
            MediaTypes.Jpeg => Leptonica.JpegResolution(file, out x, out y),
            _ => Leptonica.Jp2Resolution(file, out x, out y),
        });
        return WithDpi(x, y, new ImageHeader(width, height, null, null, ExifOrientation.Read(path), Decoded(bits, samples))
        {
            Samples = samples,
            IsPlainInks = mediaType == MediaTypes.Jpeg && JpegSegments.IsPlainInks(path),
        });
    }

    private static ImageHeader Of(TiffDirectory page) => WithDpi(page.XDpi, page.YDpi, new ImageHeader(
        page.WidthPx, page.HeightPx, null, null, page.Orientation, Decoded(page.BitsPerSample, page.SamplesPerPixel))
    {
        Tiff = page,
    });

    public static ImageHeader WithDpi(double? x, double? y, ImageHeader header) =>
        (Believable(x), Believable(y)) switch
        {
            ({ } across, { } down) when Math.Max(across, down) <= MostOblong * Math.Min(across, down) =>
                header with { XDpi = across, YDpi = down },
            ({ } across, null) => header with { XDpi = across, YDpi = across },
            (null, { } down) => header with { XDpi = down, YDpi = down },
            _ => header,
        };

    /// <summary>leptonica keeps one bit and eight bits of gray, and makes 32 of colour.</summary>
    private static int Decoded(int bitsPerSample, int samples) => samples > 1 ? 32 : bitsPerSample;

    private (double X, double Y) Displayed(double x, double y) => Orientation >= 5 ? (y, x) : (x, y);

    private static double? Believable(double? dpi) => dpi is >= MinDpi and <= MaxDpi ? dpi : null;
}
