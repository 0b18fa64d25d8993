using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A free corridor between columns of running text.</summary>
/// <param name="X">Its middle.</param>
/// <param name="First">First row it runs through.</param>
/// <param name="Last">Last row.</param>
internal readonly record struct Gutter(double X, int First, int Last);

/// <summary>Finds the gutter that separates most text, if the page (or a part of it) is set in columns.</summary>
internal static class GutterFinder
{
    private const int Bins = 256;
    private const int MinRows = 3;
    private const int Tries = 8;

    public static Gutter? Find(IReadOnlyList<TextRow> rows, IReadOnlyList<PageFloat> floats, PageContext page)
    {
        if (rows.Count < MinRows)
        {
            return null;
        }

        var left = rows.Min(row => row.L);
        var width = rows.Max(row => row.R) - left;
        if (width < 12 * page.BodySize)
        {
            return null;
        }

        var scale = Bins / width;
        var pictures = floats.Where(item => item.Table is null).Select(item => item.Box).ToList();
        TextRow[] lines = [.. rows];
        var free = FreeBins(lines, pictures, left, scale, Math.Max(1, (int)Math.Round(0.75 * page.BodySize * scale)));
        foreach (var run in Candidates(lines, free, Walls(rows, floats), left, scale))
        {
            if (ColumnTest.Trim(rows, run, page) is { } gutter)
            {
                return gutter;
            }
        }

        return null;
    }

    /// <summary>Per row, the bins that lie in the middle of free space of at least the minimal width.</summary>
    private static bool[][] FreeBins(
        TextRow[] rows, List<Box> pictures, double left, double scale, int minWidth)
    {
        var free = new bool[rows.Length][];
        var covered = new bool[Bins + 2];
        for (var i = 0; i < rows.Length; i++)
        {
            Array.Clear(covered);
            foreach (var word in rows[i].Words)
            {
                Cover(covered, word.Box, left, scale);
            }

            foreach (var picture in pictures)
            {
                // Boxes of images reach over their visible part; only what lies well inside closes the corridor.
                if (picture.T < rows[i].B && picture.B > rows[i].T)
                {
                    var margin = 0.3 * picture.Width;
                    Cover(covered, picture with { L = picture.L + margin, R = picture.R - margin }, left, scale);
                }
            }

            free[i] = Erode(covered, minWidth);
        }

        return free;
    }

    private static void Cover(bool[] covered, Box box, double left, double scale)
    {
        var from = Math.Clamp((int)((box.L - left) * scale), 0, Bins);
        var to = Math.Clamp((int)Math.Ceiling((box.R - left) * scale), from, Bins);
        Array.Fill(covered, true, from, to - from);
    }

    private static bool[] Erode(bool[] covered, int minWidth)
    {
        var free = new bool[Bins];
        var margin = (minWidth - 1) / 2;
        for (var start = 0; start < Bins;)
        {
            var rest = covered.AsSpan(start, Bins - start);
            var isCovered = rest[0];
            var length = rest.IndexOf(!isCovered) is > 0 and var end ? end : rest.Length;
            if (!isCovered && length >= minWidth)
            {
                Array.Fill(free, true, start + margin, length - (2 * margin));
            }

            start += length;
        }

        return free;
    }

    /// <summary>A table above the row: no corridor runs through it.</summary>
    private readonly record struct Wall(int Row, double L, double R);

    private static List<Wall> Walls(IReadOnlyList<TextRow> rows, IReadOnlyList<PageFloat> floats) => [.. floats
        .Where(item => item.Table is not null)
        .Select(item => new Wall(rows.Count(row => row.Box.CenterY < item.Box.CenterY), item.Box.L, item.Box.R))];

    private readonly record struct Run(int Bin, int First, int Last, int Score);

    private static IEnumerable<Gutter> Candidates(
        TextRow[] rows, bool[][] free, List<Wall> walls, double left, double scale)
    {
        var runs = new List<Run>();
        var rowsWhereFree = CountRows(free);
        for (var bin = 1; bin < Bins - 1; bin++)
        {
            // A run needs so many rows, and most bins of a page of one column are free in none.
            if (rowsWhereFree[bin] < MinRows)
            {
                continue;
            }

            LongestRun(rows, free, walls, bin, left + ((bin + 0.5) / scale), runs);
        }

        // Neighbouring bins tell of the same corridor: take its middle, best corridors first.
        for (var tries = 0; tries < Tries && runs.Count > 0; tries++)
        {
            var run = BestOf(runs);
            runs.RemoveAll(other => Math.Abs(other.Bin - run.Bin) < 5 && other.First <= run.Last && run.First <= other.Last);
            var last = run.Bin;
            while (last + 1 < Bins && IsFree(free, last + 1, run.First, run.Last))
            {
                last++;
            }

            yield return new Gutter(left + (((run.Bin + last) / 2.0 + 0.5) / scale), run.First, run.Last);
        }
    }

    /// <returns>The first of those with the highest score.</returns>
    private static Run BestOf(List<Run> runs)
    {
        var best = runs[0];
        foreach (var run in runs)
        {
            best = run.Score > best.Score ? run : best;
        }

        return best;
    }

    private static int[] CountRows(bool[][] free)
    {
        var counts = new int[Bins];
        foreach (var row in free)
        {
            for (var bin = 0; bin < Bins; bin++)
            {
                counts[bin] += row[bin] ? 1 : 0;
            }
        }

        return counts;
    }

    private static bool IsFree(bool[][] free, int bin, int first, int last)
    {
        for (var row = first; row <= last; row++)
        {
            if (!free[row][bin])
            {
                return false;
            }
        }

        return true;
    }

    private static void LongestRun(
        TextRow[] rows, bool[][] free, List<Wall> walls, int bin, double x, List<Run> runs)
    {
        var start = -1;
        var (before, after) = (0, 0);
        for (var row = 0; row <= rows.Length; row++)
        {
            if (start >= 0 && walls.Count > 0 && walls.Exists(wall => wall.Row == row && wall.L < x && x < wall.R))
            {
                Close(row);
            }

            if (row < rows.Length && free[row][bin])
            {
                if (start < 0)
                {
                    (start, before, after) = (row, 0, 0);
                }

                before += rows[row].L < x ? 1 : 0;
                after += rows[row].R > x ? 1 : 0;
            }
            else if (start >= 0)
            {
                Close(row);
            }
        }

        void Close(int row)
        {
            if (Math.Min(before, after) >= MinRows)
            {
                runs.Add(new Run(bin, start, row - 1, Math.Min(before, after)));
            }

            start = -1;
        }
    }
}
