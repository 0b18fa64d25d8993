using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Recognition;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>How far a scan lies askew.</summary>
internal static class Skew
{
    private const int TilePx = 2000;
    private const float ScoreFraction = 0.1f;

    /// <summary>The clockwise turn that makes its lines of text level; 0 where they are, or where there are none.</summary>
    public static double LevellingTurnDeg(SKBitmap bitmap)
    {
        using var pix = Bitmaps.ToPix(bitmap).ToGray();
        if (Leptonica.Threshold(pix.Handle, TilePx, TilePx, 0, 0, ScoreFraction, 0, out var bilevel) != 0 || bilevel == 0)
        {
            return 0;
        }

        using var ink = new PageInk(bilevel);
        return -ink.SlopeDeg(PageInk.UsualDeg);
    }
}
