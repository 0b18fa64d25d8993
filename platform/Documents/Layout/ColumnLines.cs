namespace DaprProcessing.Documents.Layout;

/// <summary>The rows of one column with what is usual in it: its edges and the distance of its lines.</summary>
internal sealed class ColumnLines
{
    public ColumnLines(IReadOnlyList<TextRow> rows, bool noisy)
    {
        Rows = rows;
        Noisy = noisy;
        L = Quantile(rows.Select(row => row.L), 0.05);
        R = Quantile(rows.Select(row => row.R), 0.95);
        Pitch = UsualPitch(rows);
    }

    public IReadOnlyList<TextRow> Rows { get; }

    /// <summary>From OCR: sizes and places are estimates.</summary>
    public bool Noisy { get; }

    public double L { get; }

    public double R { get; }

    public double Width => R - L;

    /// <summary>Distance of lines of a paragraph as a multiple of the font size.</summary>
    public double Pitch { get; }

    private static double UsualPitch(IReadOnlyList<TextRow> rows)
    {
        var pitches = new List<double>();
        for (var i = 1; i < rows.Count; i++)
        {
            var size = Math.Max(rows[i - 1].Size, rows[i].Size);
            var pitch = (Middle(rows[i]) - Middle(rows[i - 1])) / size;
            if (pitch is > 0.7 and < 3.2 && Math.Abs(rows[i - 1].Size - rows[i].Size) < 0.15 * size)
            {
                pitches.Add(pitch);
            }
        }

        return pitches.Count < 2 ? 1.3 : Quantile(pitches, 0.35);
    }

    public static double Middle(TextRow row) => row.Box.CenterY;

    private static double Quantile(IEnumerable<double> values, double q)
    {
        var sorted = values.ToList();
        sorted.Sort();
        return sorted.Count == 0 ? 0 : sorted[(int)(q * (sorted.Count - 1) + 0.5)];
    }
}
