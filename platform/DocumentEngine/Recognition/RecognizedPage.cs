using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>What tesseract made of one image; boxes in its pixels, origin top left.</summary>
internal sealed record RecognizedPage(
    IReadOnlyList<RecognizedWord> Words, IReadOnlyList<PixelBox> Images, IReadOnlyList<PixelBox> Rules, int WidthPx, int HeightPx)
{
    private const double Sure = 0.6;

    /// <summary>Clockwise quarter turns from the image to these boxes.</summary>
    public int Quarters { get; init; }

    /// <summary>How far lines run down to the right on the page, in degrees; boxes stand where the words do.</summary>
    public double SlopeDeg { get; init; }

    public Thresholding Thresholding { get; init; }

    /// <inheritdoc cref="PageInk.SolidShare"/>
    public double SolidShare { get; init; }

    /// <summary>By letters, so that specks taken for letters count little; null where there are no words.</summary>
    public double? MeanConfidence =>
        Words.Count == 0 ? null : Words.Sum(word => word.Confidence * word.Text.Length) / Words.Sum(word => word.Text.Length);

    /// <summary>Letters read with confidence: what tells a page the right way up from one that is not.</summary>
    public double SureLetters =>
        Words.Where(word => word.Confidence >= Sure && word.Text.Length > 1).Sum(word => word.Confidence * word.Text.Length);

    /// <summary>
    /// Tesseract reads lines that run up or down the page as well: where most do, the page lies on its side, and its boxes are
    /// turned.
    /// </summary>
    public RecognizedPage Upright()
    {
        var (across, down) = (0L, 0L);
        for (var i = 0; i + 1 < Words.Count; i++)
        {
            if (!Words[i].EndsLine && !CjkSpacing.EndsInCjk(Words[i].Text))
            {
                across += Math.Abs(Words[i + 1].Box.Left - Words[i].Box.Left);
                down += Words[i + 1].Box.Top - Words[i].Box.Top;
            }
        }

        return Math.Abs(down) <= across ? this : Turned(down > 0 ? 3 : 1);
    }

    /// <summary>From a levelled image back to the one it was made of: boxes keep their size, their centres move.</summary>
    public RecognizedPage Sloping(double slopeDeg, int widthPx, int heightPx)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(slopeDeg));
        return Moved(Slope, widthPx, heightPx) with { SlopeDeg = slopeDeg };

        PixelBox Slope(PixelBox box)
        {
            var (x, y) = ((box.Left + box.Right - WidthPx) / 2.0, (box.Top + box.Bottom - HeightPx) / 2.0);
            var left = (int)Math.Round((x * cos) - (y * sin) + ((widthPx - box.Right + box.Left) / 2.0));
            var top = (int)Math.Round((x * sin) + (y * cos) + ((heightPx - box.Bottom + box.Top) / 2.0));
            return new PixelBox(left, top, left + box.Right - box.Left, top + box.Bottom - box.Top);
        }
    }

    /// <summary>For a page whose resolution was not what tesseract was told.</summary>
    public RecognizedPage WithSizes(double factor) => factor == 1 ? this :
        this with { Words = [.. Words.Select(word => word with { SizePt = word.SizePt * factor })] };

    private RecognizedPage Turned(int quarters) =>
        Moved(box => Turned(box, quarters), quarters % 2 == 0 ? WidthPx : HeightPx, quarters % 2 == 0 ? HeightPx : WidthPx) with
        {
            Quarters = (Quarters + quarters) % 4,
        };

    private RecognizedPage Moved(Func<PixelBox, PixelBox> move, int widthPx, int heightPx) => this with
    {
        Words = [.. Words.Select(word => word with { Box = move(word.Box) })],
        Images = [.. Images.Select(move)],
        Rules = [.. Rules.Select(move)],
        WidthPx = widthPx,
        HeightPx = heightPx,
    };

    private PixelBox Turned(PixelBox box, int quarters) => quarters switch
    {
        1 => new PixelBox(HeightPx - box.Bottom, box.Left, HeightPx - box.Top, box.Right),
        2 => new PixelBox(WidthPx - box.Right, HeightPx - box.Bottom, WidthPx - box.Left, HeightPx - box.Top),
        3 => new PixelBox(box.Top, WidthPx - box.Right, box.Bottom, WidthPx - box.Left),
        _ => box,
    };
}

/// <param name="Confidence">0 to 1.</param>
/// <param name="SizePt">Height of the line, as a font size; 0 where tesseract does not tell.</param>
internal sealed record RecognizedWord(string Text, PixelBox Box, double Confidence, double SizePt, bool EndsLine);

internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom);
