using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>A PNG, JPEG, JPEG 2000, AVIF or TIFF file, or one that Skia reads: one page, or as many as the TIFF has.</summary>
internal sealed class ImageDocument : OpenDocument
{
    /// <summary>Of the pixels as decoded; a copy at the wanted resolution comes on top.</summary>
    private const long MaxDecodedBytes = 400_000_000;

    /// <summary>In colour, whatever the file has: an image is not what it says.</summary>
    private const long MaxBilevelPixels = 1_000_000_000;

    private readonly string _mediaType;
    private readonly IReadOnlyList<ImageHeader?> _pages;

    private ImageDocument(string path, string mediaType, IReadOnlyList<ImageHeader?> pages) =>
        (Path, _mediaType, _pages) = (path, mediaType, pages);

    public string Path { get; }

    /// <summary>Its pixels; the others are leptonica's, libheif's or our own to read.</summary>
    public bool IsReadBySkia => _mediaType is not (MediaTypes.Tiff or MediaTypes.Jp2 or MediaTypes.Avif);

    /// <summary>The file ends before its image does, or is damaged: what is left of it is read.</summary>
    public bool IsDamaged => !ImageEnd.IsThere(Path, _mediaType);

    public static ImageDocument Open(string path, string mediaType)
    {
        _ = Leptonica.SetMessageSeverity(Leptonica.SeverityNone);
        return new ImageDocument(path, mediaType, ImageHeader.ReadAll(path, mediaType));
    }

    public override ProbeReply Probe()
    {
        var sizes = new double[_pages.Count * 2];
        for (var i = 0; i < _pages.Count; i++)
        {
            (sizes[i * 2], sizes[(i * 2) + 1]) = _pages[i]?.SizePt ?? (0, 0);
        }

        return new ProbeReply(sizes, Encrypted: false, Title: null);
    }

    public override (double WidthPt, double HeightPt) SizeOf(int pageNo) => HeaderOf(pageNo).SizePt;

    /// <summary>Scaled down to the wanted resolution where the image has more; never up, which would only add bytes, but for
    /// pixels that are not square.</summary>
    public override Raster Render(int pageNo, double dpi, bool grayscale)
    {
        var header = HeaderOf(pageNo);
        var target = Math.Min(dpi, header.Dpi);
        using var decoded = Decode(pageNo);
        var scaled = ScaleTo(decoded, header, target);
        var pixels = grayscale || scaled.IsBilevel ? scaled.ToGray() : scaled.ToRgb();
        return pixels.ToRaster(target, pixels.IsGray);
    }

    /// <summary>With square pixels.</summary>
    public static PixImage ScaleTo(PixImage image, ImageHeader header, double dpi) =>
        image.Scale(dpi / header.DisplayedDpi.X, dpi / header.DisplayedDpi.Y);

    /// <summary>The pixels, upright.</summary>
    public PixImage Decode(int pageNo)
    {
        CheckPixels(pageNo);
        var header = HeaderOf(pageNo);
        if (header.IsPlainInks)
        {
            return PagedImage.Decode(Path, header).Upright(header.Orientation);
        }

        if (SkiaImages.IsNeededFor(_mediaType))
        {
            return SkiaImages.DecodePix(Path, _mediaType).Upright(header.Orientation);
        }

        if (HeifImages.IsNeededFor(_mediaType))
        {
            return HeifImages.DecodePix(Path);
        }

        return header.Tiff is { } page ? DecodeTiff(page)
            : (KeyedGray.TryDecode(Path) ?? DecodePlain(header)).Upright(header.Orientation);
    }

    private PixImage DecodePlain(ImageHeader header)
    {
        // Leptonica reads colours and leaves their alpha.
        if (_mediaType == MediaTypes.Jp2 && header.Samples == 4 && Jp2Decoder.TryDecode(Path) is { } withAlpha)
        {
            return withAlpha;
        }

        var pix = Leptonica.Read(Path);
        return pix != 0 ? new PixImage(pix).OnPaper()
            : _mediaType == MediaTypes.Jp2 ? (IsDamaged ? Jp2Decoder.TryDecode(Path) : null) ?? PagedImage.Decode(Path, header)
            : SkiaImages.DecodePix(Path, _mediaType);
    }

    /// <summary>Refuses an image by its size, before a pixel of it is decoded.</summary>
    public void CheckPixels(int pageNo)
    {
        var header = HeaderOf(pageNo);
        if (header.Pixels * header.BitsPerPixel / 8 > MaxDecodedBytes || header.Pixels > MaxBilevelPixels)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit,
                $"The image has {header.Pixels / 1_000_000} megapixels of {header.BitsPerPixel} bits; "
                    + $"at most MaxDecodedBytes, {MaxDecodedBytes / 1_000_000} MB, are decoded.");
        }
    }

    public ImageHeader HeaderOf(int pageNo)
    {
        if (pageNo < 1 || pageNo > _pages.Count)
        {
            throw DocumentFault.PageMissing(pageNo);
        }

        var header = _pages[pageNo - 1] ?? throw new DocumentFault(FailureCodes.InvalidDocument,
            $"The file ends before page {pageNo}: it was cut off, and this page and what came after it are missing.");
        return header.Tiff is not { MissingShare: > 0 and var share } ? header
            : throw new DocumentFault(FailureCodes.InvalidDocument,
                $"The file ends in the middle of page {pageNo}: {share:P0} of its picture is missing.");
    }

    public override void Dispose()
    {
    }

    /// <summary>What leptonica reads it also turns.</summary>
    private PixImage DecodeTiff(TiffDirectory page)
    {
        var pix = page.IsTiled || page.HasSeparatePlanes || page.IsMeasured || page.HasPlainExtra
            || page.Photometric > TiffPhotometric.Palette ? 0
            : Leptonica.ReadTiff(Path, page.Index);
        if (pix != 0)
        {
            return new PixImage(pix).OnPaper();
        }

        return page.IsBilevel && page.IsTiled || (long)page.WidthPx * page.HeightPx <= PixelBudget.MaxPixels
            ? TiffDecoder.Decode(Path, page).Upright(page.Orientation) : throw DocumentFault.Invalid("TIFF image");
    }
}
