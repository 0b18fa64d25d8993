using System.Numerics;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>
/// A page in black and white, as tesseract's layout analysis sees it, and what can be told from that at little cost.
/// </summary>
internal sealed class PageInk(nint bilevel) : IDisposable
{
    private const int TilePx = 32;
    private const int RowStep = 4;

    /// <summary>No text is so dense.</summary>
    private const double Solid = 0.6;

    private const int Reduction = 4;
    private const int SearchReduction = 2;

    /// <summary>No feeder draws sheets in more askew.</summary>
    public const float UsualDeg = 12;

    /// <summary>Of a photograph; looking so far takes longer, and finds slopes in pictures.</summary>
    public const float SteepestDeg = 30;

    private const float StepDeg = 1;
    private const float ResolutionDeg = 0.01f;
    private const float LeastConfidence = 3;

    /// <summary>Tesseract copes with less, and turning an image blurs it a little.</summary>
    private const float NoticedDeg = 0.5f;

    private nint _bilevel = bilevel;

    /// <summary>How far the lines of text run down to the right, in degrees; 0 where they are level, or cannot be told.</summary>
    /// <param name="most">Looked for on both sides, in degrees.</param>
    public double SlopeDeg(float most)
    {
        var found = Leptonica.FindSkew(_bilevel, out var turn, out var confidence, Reduction, SearchReduction, most, StepDeg,
            ResolutionDeg) == 0;
        var degrees = Math.Abs(turn);
        return found && confidence >= LeastConfidence && degrees >= NoticedDeg && degrees < most ? -turn : 0;
    }

    /// <summary>
    /// The share of the page, from 0 to 1, that is all but black: pictures, and shadows that one threshold for the whole page
    /// drowns.
    /// </summary>
    public unsafe double SolidShare()
    {
        var stride = Leptonica.WordsPerLine(_bilevel);
        var (columns, rows) = (Leptonica.Width(_bilevel) / TilePx, Leptonica.Height(_bilevel) / TilePx);
        var data = Leptonica.Data(_bilevel);
        var solid = 0;
        for (var tile = 0; tile < rows * columns; tile++)
        {
            var corner = data + ((long)(tile / columns) * TilePx * stride) + (tile % columns);
            var black = 0;
            for (var y = 0; y < TilePx; y += RowStep)
            {
                black += BitOperations.PopCount(corner[y * stride]);
            }

            solid += black >= Solid * TilePx * TilePx / RowStep ? 1 : 0;
        }

        return rows * columns == 0 ? 0 : (double)solid / (rows * columns);
    }

    public void Dispose() => Leptonica.Destroy(ref _bilevel);
}
