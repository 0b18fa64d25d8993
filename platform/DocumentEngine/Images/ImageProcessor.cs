using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.Engines.Protocol;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// One decoding for all that is wanted of an image: upright, levelled where asked, copies, hash, metadata. Colour profiles become
/// sRGB.
/// </summary>
internal static class ImageProcessor
{
    public static ImageFacts Run(OpenDocument document, EngineRequest request)
    {
        var recipe = request.Image!;
        var header = (document as ImageDocument)?.HeaderOf(request.PageNo);
        var (frames, transparent) = header is { Tiff: null } ? SkiaImages.Traits(request.Path) : (1, false);
        var bitmap = Pixels(document, request.PageNo, recipe.Dpi);
        try
        {
            var (width, height) = (bitmap.Width, bitmap.Height);
            var hash = PerceptualHash.Of(bitmap);
            var turn = recipe.Deskew ? Skew.LevellingTurnDeg(bitmap) : 0;
            bitmap = turn == 0 ? bitmap : Bitmaps.Rotated(bitmap, turn);
            var dpi = header is null ? recipe.Dpi : header.Dpi;
            return new ImageFacts(
                request.MediaType, width, height, header is null ? recipe.Dpi : header.StatedDpi, header?.Orientation ?? 1,
                frames, transparent, Math.Round(turn, 2), hash)
            {
                Copies = [.. recipe.Copies.Select(copy => CopyWriter.Write(bitmap, copy, recipe.Grayscale, dpi))],
                Exif = header is null ? new SortedDictionary<string, string>() : ExifTags.Read(request.Path, request.MediaType),
            };
        }
        finally
        {
            bitmap.Dispose();
        }
    }

    /// <summary>Upright. What Skia has no decoder for, cannot convert or would invert, is read as for a page.</summary>
    public static SKBitmap Pixels(OpenDocument document, int pageNo, double dpi)
    {
        if (document is ImageDocument image && image.IsReadBySkia
            && image.HeaderOf(pageNo) is { IsPlainInks: false } header)
        {
            image.CheckPixels(pageNo);
            if (SkiaImages.TryDecode(image.Path) is { } bitmap)
            {
                return Bitmaps.Upright(bitmap, header.Orientation);
            }
        }

        using var raster = document.Render(pageNo, document is ImageDocument ? double.MaxValue : dpi, grayscale: false);
        return Bitmaps.Of(raster);
    }
}
