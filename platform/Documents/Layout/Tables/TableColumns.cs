namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>Where the columns of a table part: x-places that (nearly) no cell crosses.</summary>
internal static class TableColumns
{
    private const int MaxColumns = 60;
    private const int MaxParts = 16;

    /// <returns>The middles of the white stripes between columns; empty where there is but one column.</returns>
    public static List<double> Separators(IReadOnlyList<List<TextRow>> rows, double size)
    {
        var several = rows.Where(parts => parts.Count > 1).ToList();
        if (several.Count == 0)
        {
            return [];
        }

        var usual = several.Select(parts => parts.Count).Order().ElementAt(several.Count / 2);
        var strict = Stripes(several, 0, size);
        if (strict.Count + 1 >= usual || several.Count < 4)
        {
            return strict;
        }

        // A heading over several columns, or one long cell, must not close the stripe below it.
        var lenient = Stripes(several, Math.Max(1, several.Count * 15 / 100), size);
        return lenient.Count > strict.Count ? lenient : strict;
    }

    private static List<double> Stripes(List<List<TextRow>> rows, int crossings, double size)
    {
        var edges = new List<(double X, int Step)>();
        var pieces = rows.SelectMany(parts => parts).ToList();
        foreach (var part in pieces)
        {
            edges.Add((part.L, 1));
            edges.Add((part.R, -1));
        }

        edges.Sort((one, other) => one.X != other.X ? one.X.CompareTo(other.X) : other.Step.CompareTo(one.Step));
        var stripes = new List<double>();
        var depth = 0;
        for (var i = 0; i < edges.Count - 1 && stripes.Count < MaxColumns; i++)
        {
            depth += edges[i].Step;
            if (edges[i].Step < 0 && depth <= crossings)
            {
                var start = edges[i].X;
                var end = i + 1;
                // A few cells may start or end inside the stripe.
                while (end < edges.Count - 1 && depth + edges[end].Step <= crossings)
                {
                    depth += edges[end].Step;
                    end++;
                }

                if (end < edges.Count && edges[end].X - start >= 0.45 * size)
                {
                    stripes.Add(Middle(start, edges[end].X, pieces));
                }

                i = end - 1;
            }
        }

        return stripes;
    }

    /// <summary>Of that part of the stripe, between where a cell or a number starts or ends and the next, that fewest words lie
    /// across, and of these the widest.</summary>
    private static double Middle(double start, double end, List<TextRow> pieces)
    {
        var within = pieces.FindAll(piece => piece.L < end && piece.R > start);
        var words = within.SelectMany(piece => piece.Words).ToList();
        var edges = within.SelectMany(piece => CellText.AreNumeric(piece.Words)
            ? piece.Words.SelectMany(word => new[] { word.Box.L, word.Box.R }) : [piece.L, piece.R]);
        double[] places = [start, .. edges.Where(x => x > start && x < end).Distinct().Order(), end];
        return places.Zip(places.Skip(1), (from, to) => (Middle: (from + to) / 2, Width: to - from))
            .OrderByDescending(part => part.Width).Take(MaxParts)
            .MinBy(part => words.Count(word => word.Box.L < part.Middle && word.Box.R > part.Middle)).Middle;
    }
}
