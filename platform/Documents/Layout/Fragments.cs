namespace DaprProcessing.Documents.Layout;

/// <summary>Cuts a row where its words stand far apart.</summary>
internal static class Fragments
{
    public static List<TextRow> Of(TextRow row, double minGapPt)
    {
        var parts = new List<TextRow>();
        var words = new List<Word> { row.Words[0] };
        var end = row.Words[0].Box.R;
        foreach (var word in row.Words.Skip(1))
        {
            if (word.Box.L - end > minGapPt)
            {
                parts.Add(new TextRow(words));
                words = [];
            }

            words.Add(word);
            end = Math.Max(end, word.Box.R);
        }

        parts.Add(new TextRow(words));
        return parts;
    }
}
