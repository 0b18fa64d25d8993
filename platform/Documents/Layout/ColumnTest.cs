namespace DaprProcessing.Documents.Layout;

/// <summary>Tells columns of running text from the columns of a table, a list's bullets or a form.</summary>
internal static class ColumnTest
{
    private const double MostlyFull = 0.5;

    /// <returns>The gutter without the rows at its ends that are not set in columns; null where nothing remains.</returns>
    public static Gutter? Trim(IReadOnlyList<TextRow> rows, Gutter gutter, PageContext page)
    {
        var bands = Bands(rows, gutter, page.BodySize);
        var first = 0;
        while (first < bands.Count && !StartsColumns(rows, bands[first], gutter.X, page.BodySize))
        {
            first++;
        }

        var last = bands.Count - 1;
        while (last > first && !MayEndColumns(rows, bands[last], gutter.X, page.BodySize))
        {
            last--;
        }

        if (first >= bands.Count)
        {
            return null;
        }

        var trimmed = gutter with { First = bands[first].First, Last = bands[last].Last };
        return IsColumns(rows, trimmed, page.BodySize) ? trimmed : null;
    }

    private readonly record struct Band(int First, int Last);

    /// <summary>Stretches of rows between white space that goes right across.</summary>
    private static List<Band> Bands(IReadOnlyList<TextRow> rows, Gutter gutter, double size)
    {
        var bands = new List<Band>();
        var start = gutter.First;
        var bottom = rows[start].B;
        for (var i = gutter.First + 1; i <= gutter.Last; i++)
        {
            if (rows[i].T - bottom > 0.9 * size)
            {
                bands.Add(new Band(start, i - 1));
                start = i;
            }

            bottom = Math.Max(bottom, rows[i].B);
        }

        bands.Add(new Band(start, gutter.Last));
        return bands;
    }

    // A band with text on the first side only reads the same above the columns as in the first of them, so it may stay outside.
    private static bool StartsColumns(IReadOnlyList<TextRow> rows, Band band, double x, double size)
    {
        var (left, right) = Sides(rows, band.First, band.Last, x);
        return right.Rows > 0
            && (left.Rows == 0 ? right.MeanWidth > 6 * size : left.MeanWidth > 6 * size && right.MeanWidth > 6 * size);
    }

    private static bool MayEndColumns(IReadOnlyList<TextRow> rows, Band band, double x, double size)
    {
        var (left, right) = Sides(rows, band.First, band.Last, x);
        return left.Rows == 0 || right.Rows == 0 || (left.MeanWidth > 6 * size && right.MeanWidth > 6 * size)
            || Math.Max(left.InFullLines, right.InFullLines) > MostlyFull;
    }

    private static bool IsColumns(IReadOnlyList<TextRow> rows, Gutter gutter, double size)
    {
        var (left, right) = Sides(rows, gutter.First, gutter.Last, gutter.X);
        return Math.Min(left.Rows, right.Rows) >= 3 && IsRunningText(left, size) && IsRunningText(right, size);
    }

    private static bool IsRunningText(Side side, double size) =>
        side.MeanPiece > 6.5 * size && (side.MeanWidth > 0.5 * side.Width || side.InFullLines > MostlyFull)
        && side.Inked > 0.55 && side.Width > 8 * size;

    /// <param name="MeanPiece">Mean width of what stands between wide gaps: long in text, short in the cells of a table.</param>
    /// <param name="Inked">Share of the lines' width that words take: the wide gaps of a table make it small.</param>
    /// <param name="InFullLines">Share of the text that stands in lines across the side, of several words without a gap: formulas
    /// between them are short and many.</param>
    private readonly record struct Side(
        int Rows, double Width, double MeanWidth, double MeanPiece, double Inked, double InFullLines);

    private static (Side Left, Side Right) Sides(IReadOnlyList<TextRow> rows, int first, int last, double x)
    {
        var (left, right) = (new SideTotals(), new SideTotals());
        for (var i = first; i <= last; i++)
        {
            foreach (var word in rows[i].Words)
            {
                (word.CenterX < x ? left : right).Add(word, i);
            }
        }

        return (left.ToSide(), right.ToSide());
    }

    private sealed class SideTotals
    {
        private const int WordsOfALine = 4;
        private const double FullWidth = 0.75;
        private const int FewestFullLines = 3;

        private readonly List<(double Width, double Inked)> _lines = [];
        private double _left = double.MaxValue;
        private double _right = double.MinValue;
        private double _widths;
        private double _inked;
        private int _rows;
        private int _row = -1;
        private int _pieces;
        private double _from;
        private double _to;
        private double _inkedOfRow;
        private int _words;
        private bool _parted;

        public void Add(Word word, int row)
        {
            if (row != _row)
            {
                CloseRow();
                (_row, _from, _to) = (row, word.Box.L, word.Box.R);
                (_inkedOfRow, _words, _parted) = (0, 0, false);
                _pieces++;
            }
            else if (word.Box.L - _to > 0.9 * word.Size)
            {
                _pieces++;
                _parted = true;
            }

            (_from, _to) = (Math.Min(_from, word.Box.L), Math.Max(_to, word.Box.R));
            _inked += word.Box.Width;
            _inkedOfRow += word.Box.Width;
            _words++;
        }

        private void CloseRow()
        {
            if (_row >= 0)
            {
                _rows++;
                _widths += _to - _from;
                (_left, _right) = (Math.Min(_left, _from), Math.Max(_right, _to));
                if (!_parted && _words >= WordsOfALine)
                {
                    _lines.Add((_to - _from, _inkedOfRow));
                }
            }
        }

        public Side ToSide()
        {
            CloseRow();
            _row = -1;
            return _rows == 0 ? default
                : new Side(_rows, _right - _left, _widths / _rows, _inked / Math.Max(1, _pieces),
                _inked / Math.Max(0.1, _widths), InFullLines());
        }

        private double InFullLines()
        {
            var full = _lines.Where(line => line.Width > FullWidth * (_right - _left)).ToList();
            return full.Count < FewestFullLines ? 0 : full.Sum(line => line.Inked) / Math.Max(0.1, _inked);
        }
    }
}
