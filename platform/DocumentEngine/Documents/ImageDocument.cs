using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>A PNG, JPEG or TIFF file, read by leptonica: one page, or as many as the TIFF has.</summary>
internal sealed class ImageDocument : OpenDocument
{
    private readonly string _path;
    private readonly IReadOnlyList<ImageHeader> _pages;

    private ImageDocument(string path, IReadOnlyList<ImageHeader> pages) => (_path, _pages) = (path, pages);

    public static ImageDocument Open(string path, string mediaType)
    {
        _ = Leptonica.SetMessageSeverity(Leptonica.SeverityNone);
        return new ImageDocument(path, ImageHeader.ReadAll(path, mediaType));
    }

    public override ProbeReply Probe()
    {
        var sizes = new double[_pages.Count * 2];
        for (var i = 0; i < _pages.Count; i++)
        {
            (sizes[i * 2], sizes[(i * 2) + 1]) = _pages[i].SizePt;
        }

        return new ProbeReply(sizes, Encrypted: false, Title: null);
    }

    public override (double WidthPt, double HeightPt) SizeOf(int pageNo) => HeaderOf(pageNo).SizePt;

    /// <summary>Scaled down to the wanted resolution where the image has more; never up, which would only add bytes.</summary>
    public override Raster Render(int pageNo, double dpi, bool grayscale)
    {
        var header = HeaderOf(pageNo);
        using var decoded = Decode(pageNo);
        var factor = Math.Min(1, dpi / header.Dpi);
        var scaled = decoded.Scale(factor);
        var pixels = grayscale ? scaled.ToGray() : scaled.ToRgb();
        return pixels.ToRaster(header.Dpi * factor, grayscale);
    }

    /// <summary>The pixels, upright.</summary>
    public PixImage Decode(int pageNo)
    {
        var header = HeaderOf(pageNo);
        if (header.Pixels > PixelBudget.MaxPixels)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit,
                $"The image has {header.Pixels / 1_000_000} megapixels; at most {PixelBudget.MaxPixels / 1_000_000} are read.");
        }

        var pix = header.TiffPage is { } page ? Leptonica.ReadTiff(_path, page) : Leptonica.Read(_path);
        return pix == 0 ? throw DocumentFault.Invalid("image") : new PixImage(pix).OnWhite().Upright(header.Orientation);
    }

    public ImageHeader HeaderOf(int pageNo) =>
        pageNo >= 1 && pageNo <= _pages.Count ? _pages[pageNo - 1] : throw DocumentFault.PageMissing(pageNo);

    public override void Dispose()
    {
    }
}
