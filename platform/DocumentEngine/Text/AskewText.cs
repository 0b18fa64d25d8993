using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A page whose text all runs askew, as a sheet that was pasted so: it is told by its slope, and its boxes are level ones, as
/// those of a scan are.
/// </summary>
internal static class AskewText
{
    /// <summary>A watermark or a stamp askew is not the page.</summary>
    private const double MostLetters = 0.9;

    private const int LeastDeg = 1;
    private const int MostDeg = 30;

    private const int WordsOfALine = 4;

    public static PageText Tell(PageText page)
    {
        if (MostCommonAngle(page.Words) is not { } angle)
        {
            return page;
        }

        var slope = SlopeOf(page.Words, angle);
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(Math.Abs(slope)));
        return page with
        {
            Words = [.. page.Words.Select(
                word => word.AngleDeg == angle ? word with { Box = Level(word.Box), AngleDeg = 0 } : word)],
            SlopeDeg = Math.Round(slope, 2),
        };

        // The box around a slanted one tells both of its sides.
        Box Level(Box around)
        {
            var both = (cos * cos) - (sin * sin);
            var halfWidth = Math.Max(0, (around.Width * cos) - (around.Height * sin)) / both / 2;
            var halfHeight = Math.Max(0, (around.Height * cos) - (around.Width * sin)) / both / 2;
            return Points.Box(around.CenterX - halfWidth, around.CenterY - halfHeight, around.CenterX + halfWidth,
                around.CenterY + halfHeight);
        }
    }

    private static int? MostCommonAngle(IReadOnlyList<PageWord> words)
    {
        var (all, letters) = (0, new Dictionary<int, int>());
        foreach (var word in words)
        {
            all += word.Text.Length;
            letters[word.AngleDeg] = letters.GetValueOrDefault(word.AngleDeg) + word.Text.Length;
        }

        if (letters.Count == 0)
        {
            return null;
        }

        var (angle, most) = letters.MaxBy(one => one.Value);
        return most >= MostLetters * all && Math.Abs(Signed(angle)) is >= LeastDeg and <= MostDeg ? angle : null;
    }

    /// <summary>Of whole degrees a long line shows: between the middles of its first and its last word.</summary>
    private static double SlopeOf(IReadOnlyList<PageWord> words, int angle)
    {
        var slopes = new List<double>();
        for (var start = 0; start < words.Count;)
        {
            var end = start;
            while (end < words.Count - 1 && !words[end].EndsLine)
            {
                end++;
            }

            var (first, last) = (words[start].Box, words[end].Box);
            if (end - start >= WordsOfALine - 1 && last.CenterX > first.CenterX)
            {
                slopes.Add(double.RadiansToDegrees(Math.Atan2(last.CenterY - first.CenterY, last.CenterX - first.CenterX)));
            }

            start = end + 1;
        }

        var told = slopes.Count == 0 ? Signed(angle) : slopes.Order().ElementAt(slopes.Count / 2);
        return Math.Abs(told - Signed(angle)) <= 1 ? told : Signed(angle);
    }

    private static int Signed(int angle) => angle > 180 ? angle - 360 : angle;
}
