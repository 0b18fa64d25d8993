using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A page with text of its own that was recognised once more carries every line twice, the second time unseen and a little
/// aside. Unseen lines that lie on seen ones are left out.
/// </summary>
internal static class DoubledText
{
    private const double BandPt = 20;

    private const double WordOnWord = 0.35;
    private const double MostOfLine = 0.5;

    public static IReadOnlyList<PageWord> LeaveOut(IReadOnlyList<PageWord> words)
    {
        var hidden = words.Count(word => word.Hidden);
        if (hidden == 0 || hidden == words.Count)
        {
            return words;
        }

        var seen = words.Where(word => !word.Hidden).ToLookup(word => Band(word.Box.CenterY));
        var left = new List<PageWord>(words.Count);
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            while (end < words.Count && !words[end - 1].EndsLine && words[end].Hidden == words[start].Hidden)
            {
                end++;
            }

            var line = words.Skip(start).Take(end - start).ToList();
            if (!line[0].Hidden || !IsTold(line, seen))
            {
                left.AddRange(line);
            }

            start = end;
        }

        return left;
    }

    private static bool IsTold(List<PageWord> line, ILookup<int, PageWord> seen) =>
        line.Where(word => IsTold(word.Box, seen)).Sum(word => word.Text.Length)
            >= MostOfLine * line.Sum(word => word.Text.Length);

    private static bool IsTold(Box box, ILookup<int, PageWord> seen)
    {
        var covered = 0.0;
        for (var band = Band(box.T) - 1; band <= Band(box.B) + 1; band++)
        {
            foreach (var word in seen[band])
            {
                var common = word.Box.Clip(box);
                covered += common is { Width: > 0, Height: > 0 } && word.Box.Height < 2.5 * box.Height ? common.Area : 0;
            }
        }

        return covered >= WordOnWord * box.Area;
    }

    private static int Band(double y) => (int)Math.Clamp(y / BandPt, -1e6, 1e6);
}
