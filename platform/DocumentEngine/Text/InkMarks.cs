namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// The connected marks of a black-and-white picture, taken row by row, and whether they stand in lines as letters do: of like
/// height, side by side, their feet on one line.
/// </summary>
internal sealed class InkMarks(int width, int height)
{
    private const int MaxRuns = 400_000;

    private const int MinHeightPx = 3;
    private const int MaxHeightPx = 64;

    /// <summary>At this size the letters of a word often touch.</summary>
    private const double MostSlender = 14;

    private const int FewestInLines = 4;

    /// <summary>Of the heights of its marks, a line is at least so long.</summary>
    private const double ShortestLine = 12;

    /// <summary>Leaves and gravel stand side by side as well, now and then.</summary>
    private const double MinShareInLines = 0.3;

    private const int ManyInLines = 80;

    // Of a word or two by themselves, as a title is, in place of the above.
    private const int FewestInAWord = 3;
    private const double ShortestWord = 1.2;
    private const double MinShareInAWord = 0.6;
    private const int TallestPx = 320;

    /// <summary>A sign of more lines is a logo as likely as a title.</summary>
    private const int MostLinesOfWords = 2;

    private readonly List<Run> _runs = [];
    private readonly List<int> _parents = [];
    private int _previous;
    private int _rows;

    private record struct Run(int Row, int Left, int Right);

    private record struct Mark(int Left, int Top, int Right, int Bottom, int Ink)
    {
        public readonly int Width => Right - Left;

        public readonly int Height => Bottom - Top;

        public readonly Mark OnItsSide => new(Top, Left, Bottom, Right, Ink);
    }

    public void AddRow(ReadOnlySpan<byte> gray, int threshold, bool inverted)
    {
        var (above, first) = (_previous, _runs.Count);
        for (var x = 0; x < width && _runs.Count < MaxRuns; x++)
        {
            if (gray[x] <= threshold == inverted)
            {
                continue;
            }

            var start = x;
            while (x < width && gray[x] <= threshold != inverted)
            {
                x++;
            }

            var run = _runs.Count;
            _runs.Add(new Run(_rows, start, x));
            _parents.Add(run);
            while (above < first && _runs[above].Right < start)
            {
                above++;
            }

            for (var other = above; other < first && _runs[other].Left <= x; other++)
            {
                _parents[Root(other)] = Root(run);
            }
        }

        (_previous, _rows) = (first, _rows + 1);
    }

    /// <summary>Lines that run up or down the page count as well.</summary>
    /// <param name="wordsWillDo">A word or two, of any size, and next to nothing else.</param>
    public bool LookLikeLines(bool wordsWillDo)
    {
        var marks = Marks();
        return LookLikeLines(marks, height, wordsWillDo)
            || LookLikeLines([.. marks.Select(mark => mark.OnItsSide)], width, wordsWillDo);
    }

    private static bool LookLikeLines(List<Mark> marks, int partHeight, bool wordsWillDo)
    {
        var tallest = wordsWillDo ? TallestPx : MaxHeightPx;
        var letters = marks.Where(mark => mark.Height >= MinHeightPx && mark.Height <= tallest && mark.Height < partHeight
            && mark.Width <= MostSlender * mark.Height && (wordsWillDo || !IsSolid(mark))).ToList();
        var inLines = InLines(letters);
        if (inLines.Count(mark => !IsSolid(mark)) < (wordsWillDo ? FewestInAWord - 1 : FewestInLines)
            || inLines.Count < FewestInAWord)
        {
            return false;
        }

        var middle = inLines.Select(mark => mark.Height).Order().ElementAt(inLines.Count / 2);
        if (wordsWillDo && CountLines(inLines, middle) > MostLinesOfWords)
        {
            return false;
        }

        return inLines.Sum(mark => mark.Width) >= (wordsWillDo ? ShortestWord : ShortestLine) * middle
            && (inLines.Count >= ManyInLines || inLines.Sum(mark => (double)mark.Ink)
                >= (wordsWillDo ? MinShareInAWord : MinShareInLines) * marks.Sum(mark => (double)mark.Ink));
    }

    private static int CountLines(List<Mark> marks, int height)
    {
        var (lines, foot) = (0, int.MinValue);
        foreach (var bottom in marks.Select(mark => mark.Bottom).Order())
        {
            lines += foot == int.MinValue || bottom - foot > height / 2 ? 1 : 0;
            foot = bottom;
        }

        return lines;
    }

    private static bool IsSolid(Mark mark) => mark.Ink >= 0.95 * mark.Width * mark.Height;

    private static List<Mark> InLines(List<Mark> letters)
    {
        var byFoot = letters.GroupBy(mark => mark.Bottom).ToDictionary(group => group.Key,
            group => group.OrderBy(mark => mark.Left).ToList());
        var found = new HashSet<Mark>();
        foreach (var mark in letters)
        {
            var slack = Math.Max(1, mark.Height / 5);
            for (var foot = mark.Bottom - slack; foot <= mark.Bottom + slack; foot++)
            {
                if (byFoot.TryGetValue(foot, out var line) && NextTo(mark, line) is { } next)
                {
                    found.Add(mark);
                    found.Add(next);
                    break;
                }
            }
        }

        return [.. found];
    }

    private static Mark? NextTo(Mark mark, List<Mark> line)
    {
        var (low, high) = (0, line.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = line[middle].Left < mark.Right ? (middle + 1, high) : (low, middle);
        }

        return low < line.Count && line[low].Left - mark.Right <= 1.2 * mark.Height
            && line[low].Height <= 2.2 * mark.Height && mark.Height <= 2.2 * line[low].Height ? line[low] : null;
    }

    private List<Mark> Marks()
    {
        var marks = new Dictionary<int, Mark>();
        for (var i = 0; i < _runs.Count; i++)
        {
            var (run, root) = (_runs[i], Root(i));
            marks[root] = marks.TryGetValue(root, out var mark)
                ? new Mark(Math.Min(mark.Left, run.Left), Math.Min(mark.Top, run.Row), Math.Max(mark.Right, run.Right),
                    Math.Max(mark.Bottom, run.Row + 1), mark.Ink + run.Right - run.Left)
                : new Mark(run.Left, run.Row, run.Right, run.Row + 1, run.Right - run.Left);
        }

        return [.. marks.Values];
    }

    private int Root(int run)
    {
        while (_parents[run] != run)
        {
            _parents[run] = _parents[_parents[run]];
            run = _parents[run];
        }

        return run;
    }
}
