using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Words struck twice, a little aside, to look bold or to throw a shadow: told once. PDFium leaves out some of the copies by
/// itself, so that the lines of either copy may lack words; word by word both are whole.
/// </summary>
internal static class RepeatedText
{
    /// <summary>Of the size, between the middles of a word and its copy.</summary>
    private const double MostAside = 0.3;

    /// <summary>A grid of cells wider than any shadow is long.</summary>
    private const double CellPt = 30;

    public static IReadOnlyList<PageWord> LeaveOut(IReadOnlyList<PageWord> words)
    {
        var seen = new Dictionary<(string Text, int Column, int Row), List<Box>>();
        List<PageWord>? left = null;
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (!word.Hidden && IsRepeated(word, seen))
            {
                left ??= [.. words.Take(index)];
                if (word.EndsLine && left.Count > 0)
                {
                    left[^1] = left[^1] with { EndsLine = true };
                }

                continue;
            }

            left?.Add(word);
            var key = (word.Text, Cell(word.Box.CenterX), Cell(word.Box.CenterY));
            if (!word.Hidden)
            {
                (seen.TryGetValue(key, out var boxes) ? boxes : seen[key] = []).Add(word.Box);
            }
        }

        return left ?? words;
    }

    private static bool IsRepeated(PageWord word, Dictionary<(string Text, int Column, int Row), List<Box>> seen)
    {
        var aside = Math.Min(MostAside * word.SizePt, CellPt / 2);
        var (x, y) = (word.Box.CenterX, word.Box.CenterY);
        for (var column = Cell(x - aside); column <= Cell(x + aside); column++)
        {
            for (var row = Cell(y - aside); row <= Cell(y + aside); row++)
            {
                if (seen.TryGetValue((word.Text, column, row), out var boxes) && boxes.Exists(box =>
                    Math.Abs(box.CenterX - x) <= aside && Math.Abs(box.CenterY - y) <= aside
                    && Math.Abs(box.Width - word.Box.Width) <= aside))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int Cell(double at) => (int)Math.Clamp(Math.Floor(at / CellPt), -1e6, 1e6);
}
