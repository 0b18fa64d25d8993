using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Values that stand at the middle of a label of two lines, on a baseline of their own between those of the label: they belong
/// beside its first line. Left where they are, they part the label, and the table ends there.
/// </summary>
internal static class CentredValues
{
    private const int MinValues = 2;
    private const double Apart = 1;

    /// <summary>Lines of one label are so close, by their size.</summary>
    private const double MaxPitch = 1.6;

    /// <summary>Nearer than this to a line of the label, the values stand beside it.</summary>
    private const double MinOffset = 0.15;

    public static List<TextRow> Raise(List<TextRow> rows)
    {
        for (var i = 1; i + 1 < rows.Count; i++)
        {
            if (AreBetween(rows[i - 1], rows[i], rows[i + 1]))
            {
                rows[i - 1] = new TextRow([.. rows[i - 1].Words, .. rows[i].Words]);
                rows.RemoveAt(i);
            }
        }

        return rows;
    }

    private static bool AreBetween(TextRow first, TextRow values, TextRow second)
    {
        var size = values.Size;
        var (top, middle, bottom) = (first.Box.CenterY, values.Box.CenterY, second.Box.CenterY);
        if (bottom - top > MaxPitch * size || middle - top < MinOffset * size || bottom - middle < MinOffset * size
            || first.R >= values.L || second.R >= values.L || Math.Abs(first.L - second.L) > 2 * size)
        {
            return false;
        }

        var pieces = Fragments.Of(values, Apart * size);
        return pieces.Count >= MinValues && pieces.Count(piece => CellText.AreNumeric(piece.Words)) * 2 >= pieces.Count
            && Fragments.Of(first, Apart * size).Count == 1 && Fragments.Of(second, Apart * size).Count == 1;
    }
}
