using System.Numerics;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Where a word stands on its upright page and which way it runs: in points, y downwards.</summary>
/// <param name="BaseLine">Where its base line starts.</param>
/// <param name="Along">Of length 1, the way it is read; of a right-to-left word the way from its left to its right.</param>
/// <param name="Up">Of length 1.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Size">From the descent to the ascent.</param>
internal readonly record struct WordPlace(Vector2 BaseLine, Vector2 Along, Vector2 Up, double Length, double Size)
{
    /// <summary>The box of a word that stands askew says nothing of its length.</summary>
    private const double LeastCosine = 0.3;

    public static WordPlace Of(PageWord word, double slopeDeg)
    {
        var box = word.Box;
        var angle = ((word.AngleDeg % 360) + 360) % 360;
        var (length, size) = (angle % 180) switch
        {
            0 => (box.Width, box.Height),
            90 => (box.Height, box.Width),
            _ => Askew(box, angle, word.SizePt),
        };
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(angle + slopeDeg));
        var (along, up) = (new Vector2((float)cos, (float)sin), new Vector2((float)sin, (float)-cos));
        var aboveFoot = (GlyphlessFont.Descent / 1000.0 - 0.5) * size;
        var centre = new Vector2((float)box.CenterX, (float)box.CenterY);
        return new WordPlace(
            centre - (along * (float)(length / 2)) + (up * (float)aboveFoot), along, up, length, size);
    }

    /// <summary>A line of this size whose box is that one.</summary>
    private static (double Length, double Size) Askew(Box box, int angleDeg, double sizePt)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(angleDeg));
        (sin, cos) = (Math.Abs(sin), Math.Abs(cos));
        var size = sizePt > 0 ? Math.Min(sizePt, Math.Min(box.Width / Math.Max(sin, LeastCosine),
            box.Height / Math.Max(cos, LeastCosine))) : Math.Min(box.Width, box.Height) / 2;
        var length = cos > sin ? (box.Width - (size * sin)) / cos : (box.Height - (size * cos)) / sin;
        return (length, size);
    }
}
