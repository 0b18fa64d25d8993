using System.Collections;

namespace DaprProcessing.Documents.Layout;

/// <summary>Groups words into rows by height on the page; tolerant of raised, lowered and slightly skewed words.</summary>
internal static class RowBuilder
{
    // A word can only belong to a row near it; looking further back costs time on hostile pages.
    private const int OpenRows = 12;

    // Beyond this ratio of heights a word is a drop cap or a stray, not part of the row.
    private const double MaxHeightRatio = 2.3;

    // So much taller than others of its size is no word: one glyph of it has a box that says nothing.
    private const double MaxTallness = 1.4;

    // Pages are at most 14,400 points wide, which is what a PDF can say; what lies further out shares the last bin.
    private const double BinPt = 2;
    private const int MaxBins = 7200;

    public static List<TextRow> Build(PageWords page)
    {
        var perSize = HeightPerSize(page);
        var units = page.Upright.Count > 1
            ? page.Upright.Select(line => new Unit([.. line], perSize))
            : page.Upright.SelectMany(line => line).Select(word => new Unit([word], perSize));
        var bins = Math.Clamp(
            (int)(page.Upright.SelectMany(line => line).Select(word => word.Box.R).DefaultIfEmpty(0).Max() / BinPt) + 1, 1,
            MaxBins);
        var rows = new List<Draft>();
        foreach (var unit in units.OrderBy(unit => unit.CenterY).ThenBy(unit => unit.L))
        {
            var row = Nearest(rows, unit);
            if (row is null)
            {
                rows.Add(row = new Draft(bins));
            }

            row.Add(unit);
        }

        return LabelsFirst([.. rows.Select(row => row.ToRow()).OrderBy(row => row.T + row.B)]);
    }

    // Small type in front of a line, such as "Chapter 1" at a title's height: after it, it would part the title's lines.
    private static List<TextRow> LabelsFirst(List<TextRow> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var (line, label) = (rows[i - 1], rows[i]);
            if (label.T >= line.T && label.B <= line.B && label.R <= line.L && line.Size >= MaxHeightRatio * label.Size)
            {
                (rows[i - 1], rows[i]) = (label, line);
            }
        }

        return rows;
    }

    private static Draft? Nearest(List<Draft> rows, Unit unit)
    {
        Draft? best = null;
        var bestOverlap = 0.5;
        for (var i = rows.Count - 1; i >= Math.Max(0, rows.Count - OpenRows); i--)
        {
            var row = rows[i];
            var lower = Math.Max(0.1, Math.Min(row.Height, unit.Height));
            var overlap = (Math.Min(row.B, unit.B) - Math.Max(row.T, unit.T)) / lower;
            if (overlap > bestOverlap && IsAlike(row, unit, lower) && !row.Collides(unit))
            {
                (best, bestOverlap) = (row, overlap);
            }
        }

        return best;
    }

    private static bool IsAlike(Draft row, Unit unit, double lower) =>
        Math.Max(row.Height, unit.Height) / lower < MaxHeightRatio || (unit.IsMarks && unit.Height < row.Height);

    private static double HeightPerSize(PageWords page)
    {
        var found = page.Upright.SelectMany(line => line).Where(word => word.Size > 0)
            .Select(word => word.Box.Height / word.Size).ToList();
        found.Sort();
        return found.Count == 0 ? 1 : found[found.Count / 2];
    }

    private sealed class Unit
    {
        public Unit(List<Word> words, double perSize)
        {
            Words = words;
            (L, R, T, B) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
            foreach (var word in words)
            {
                var half = Half(word, perSize);
                (L, R) = (Math.Min(L, word.Box.L), Math.Max(R, word.Box.R));
                (T, B) = (Math.Min(T, word.CenterY - half), Math.Max(B, word.CenterY + half));
            }
        }

        public List<Word> Words { get; }

        public double L { get; }

        public double R { get; }

        public double T { get; }

        public double B { get; }

        /// <summary>Nothing but punctuation: recognition gives that the size of its ink.</summary>
        public bool IsMarks => Words.TrueForAll(word => !word.Text.Any(char.IsLetterOrDigit));

        public double Height => B - T;

        public double Width => R - L;

        public double CenterY => (T + B) / 2;

        private static double Half(Word word, double perSize) =>
            (word.Size > 0 ? Math.Min(word.Box.Height, MaxTallness * perSize * word.Size) : word.Box.Height) / 2;
    }

    private sealed class Draft(int bins)
    {
        private readonly BitArray _taken = new(bins);

        public List<Unit> Units { get; } = [];

        public double T { get; private set; }

        public double B { get; private set; }

        public double Height => B - T;

        /// <summary>Something stands there already: lines of two columns at half a line's distance must not pull a third one
        /// in.</summary>
        public bool Collides(Unit unit)
        {
            var (from, to) = Bins(unit);
            var hits = 0;
            for (var bin = from; bin <= to; bin++)
            {
                hits += _taken[bin] ? 1 : 0;
            }

            return hits * 2 > to - from + 1;
        }

        private (int From, int To) Bins(Unit unit)
        {
            var shrink = Math.Min(2, unit.Width / 4);
            return (Math.Clamp((int)((unit.L + shrink) / BinPt), 0, bins - 1),
                Math.Clamp((int)((unit.R - shrink) / BinPt), 0, bins - 1));
        }

        public void Add(Unit unit)
        {
            var (from, to) = Bins(unit);
            for (var bin = from; bin <= to; bin++)
            {
                _taken[bin] = true;
            }

            // The tallest word sets the row: a superscript that came first must not.
            if (Units.Count == 0 || unit.Height > Height)
            {
                (T, B) = (unit.T, unit.B);
            }

            Units.Add(unit);
        }

        public TextRow ToRow() =>
            new([.. Units.SelectMany(unit => unit.Words).OrderBy(word => word.Box.L).ThenBy(word => word.Box.R)]);
    }
}
