using DaprProcessing.Contracts.Images;
using DaprProcessing.DocumentEngine.Hosting;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The thumbnails of a document's pages on one sheet, in rows, with their numbers.</summary>
internal static class ContactSheet
{
    private const int MostColumns = 10;
    private const int LargestCellPx = 256;
    private const int MarginPx = 8;

    /// <summary>Many pages make smaller cells rather than a sheet that no viewer opens.</summary>
    private const double MostPixels = 48_000_000;
    private const float DotPx = 2;

    public static CopyFacts Draw(IReadOnlyList<string> thumbnails, IReadOnlyList<int> numbers, string path)
    {
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(thumbnails.Count)), 1, MostColumns);
        var rows = (thumbnails.Count + columns - 1) / columns;
        var cell = CellPx(rows, columns);
        using var sheet = Bitmaps.Allocate(columns * cell, rows * cell, opaque: true);
        sheet.Erase(new SKColor(0xFFE8E8E8));
        using (var canvas = new SKCanvas(sheet))
        {
            for (var i = 0; i < thumbnails.Count; i++)
            {
                DrawCell(canvas, thumbnails[i], numbers[i], i % columns * cell, i / columns * cell, cell);
            }
        }

        return CopyWriter.Write(sheet, new ImageCopy(path, ImageFormat.Png), grayscale: false, dpi: 96);
    }

    /// <summary>By all that bounds a sheet: its pixels, and the side that can be written.</summary>
    private static int CellPx(int rows, int columns) => (int)Math.Min(
        Math.Min(LargestCellPx, CopyWriter.MostSidePx / (double)rows), Math.Sqrt(MostPixels / ((double)rows * columns)));

    private static void DrawCell(SKCanvas canvas, string path, int number, int left, int top, int cell)
    {
        using var thumbnail = SkiaImages.TryDecode(path) ?? throw DocumentFault.Invalid("thumbnail");
        var room = Math.Max(1, cell - MarginPx);
        var scale = Math.Min(1f, Math.Min((float)room / thumbnail.Width, (float)room / thumbnail.Height));
        var (width, height) = (thumbnail.Width * scale, thumbnail.Height * scale);
        var place = SKRect.Create(left + ((cell - width) / 2), top + ((cell - height) / 2), width, height);
        using var image = Bitmaps.AsImage(thumbnail);
        canvas.DrawImage(image, place, Bitmaps.Smooth);
        Digits.Draw(canvas, number, place.Left, place.Top, DotPx, SKColors.White, new SKColor(0xFF404040));
    }
}
