namespace DaprProcessing.Documents.Layout;

/// <summary>Cuts a row where its words stand far apart.</summary>
internal static class Fragments
{
    /// <returns>The row itself where it has no such gap, as most have none.</returns>
    public static List<TextRow> Of(TextRow row, double minGapPt)
    {
        var words = row.Words;
        var parts = new List<TextRow>(1);
        var (start, end) = (0, words[0].Box.R);
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Box.L - end > minGapPt)
            {
                parts.Add(new TextRow(words.GetRange(start, i - start)));
                start = i;
            }

            end = Math.Max(end, words[i].Box.R);
        }

        parts.Add(start == 0 ? row : new TextRow(words.GetRange(start, words.Count - start)));
        return parts;
    }
}
