using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>TIFF files, LZW inside, by leptonica: Skia writes none.</summary>
internal static class TiffFile
{
    private const int Lzw = 9;

    public static void Write(SKBitmap bitmap, double dpi, string path)
    {
        using var pix = ToPix(bitmap, dpi);
        _ = Leptonica.SetResolution(pix.Handle, (int)Math.Round(dpi), (int)Math.Round(dpi));
        Append(pix, path, isFirst: true);
    }

    /// <summary>The first images of some files as the pages of one.</summary>
    public static void Join(IReadOnlyList<string> pages, string path)
    {
        var partial = path + ".part";
        for (var i = 0; i < pages.Count; i++)
        {
            var pix = Leptonica.ReadTiff(pages[i], 0);
            using var page = pix == 0 ? throw DocumentFault.Invalid("TIFF image") : new PixImage(pix);
            Append(page, partial, isFirst: i == 0);
        }

        File.Move(partial, path, overwrite: true);
    }

    private static PixImage ToPix(SKBitmap bitmap, double dpi)
    {
        using var raster = Bitmaps.AsRaster(bitmap, dpi);
        return raster.IsColorless ? PixImage.FromGray(raster) : Bitmaps.ToPix(bitmap);
    }

    private static void Append(PixImage pix, string path, bool isFirst)
    {
        if (Leptonica.WriteTiff(path, pix.Handle, Lzw, isFirst ? "w" : "a") != 0)
        {
            throw new DocumentFault(FailureCodes.Internal, "The TIFF file could not be written.");
        }
    }
}
