using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Draws what was found on a page onto its picture.</summary>
internal static class OverlayPainter
{
    private const uint Opaque = 0xFF000000;
    private const byte FillAlpha = 24;
    private const float DotPt = 1.2f;

    public static PageImage Draw(OpenDocument document, int pageNo, PageOverlay overlay)
    {
        using var page = Page(document, pageNo, overlay);
        using (var canvas = new SKCanvas(page))
        {
            var scale = new SKPoint((float)(page.Width / overlay.WidthPt), (float)(page.Height / overlay.HeightPt));
            foreach (var layer in overlay.Layers)
            {
                DrawLayer(canvas, layer, scale);
            }
        }

        using var raster = Bitmaps.AsRaster(page, page.Width * PageUnit.PointsPerInch / overlay.WidthPt);
        return PngFile.Write(raster, pageNo, overlay.OutputPath);
    }

    private static SKBitmap Page(OpenDocument document, int pageNo, PageOverlay overlay)
    {
        using var raster = document.Render(pageNo, overlay.Dpi, grayscale: false);
        var quarterTurn = overlay.RotationDeg switch { 90 => 6, 180 => 3, 270 => 8, _ => 1 };
        return Bitmaps.Upright(Bitmaps.Of(raster), quarterTurn);
    }

    private static void DrawLayer(SKCanvas canvas, OverlayLayer layer, SKPoint scale)
    {
        var color = new SKColor(Opaque | (uint)layer.Color);
        using var fill = new SKPaint { Color = color.WithAlpha(FillAlpha) };
        using var stroke = new SKPaint
        {
            Color = color, IsStroke = true, IsAntialias = true, StrokeWidth = Math.Max(1, (float)layer.StrokePt * scale.X),
        };
        for (var i = 0; i + 3 < layer.Boxes.Count; i += 4)
        {
            var box = new SKRect(
                (float)layer.Boxes[i] * scale.X, (float)layer.Boxes[i + 1] * scale.Y, (float)layer.Boxes[i + 2] * scale.X,
                (float)layer.Boxes[i + 3] * scale.Y);
            canvas.DrawRect(box, fill);
            canvas.DrawRect(box, stroke);
            if (layer.Numbers is { } numbers && i / 4 < numbers.Count)
            {
                // In the margin beside its block, so that it hides no letter.
                var dot = Math.Max(1, DotPt * scale.X);
                var left = Math.Max(0, box.Left - Digits.Width(numbers[i / 4], dot));
                Digits.Draw(canvas, numbers[i / 4], left, box.Top, dot, SKColors.White, color);
            }
        }
    }
}
