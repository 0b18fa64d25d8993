namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A table of contents: titles, leaders (dots) and page numbers.</summary>
internal static class IndexTable
{
    private const int MinEntries = 3;
    private const int LongestNumber = 6;

    public static (TableLayout Table, int Rows)? At(List<TextRow> rows, int start, PageContext page)
    {
        if (Entry(rows[start]) is null)
        {
            return null;
        }

        var cells = new List<CellLayout>();
        var entries = 0;
        var end = start;
        for (var i = start; i < rows.Count && i - end <= 1; i++)
        {
            if (Entry(rows[i]) is not { } entry)
            {
                continue;
            }

            // A line without a page number is the first line of a long title.
            var title = end < i ? Hyphenation.Join(rows[i - 1].Text, entry.Title, page.Vocabulary) : entry.Title;
            cells.Add(new CellLayout(entries, 0, 1, 1, rows[i].Box, title));
            cells.Add(new CellLayout(entries, 1, 1, 1, rows[i].Words[^1].Box, entry.Page));
            entries++;
            end = i + 1;
        }

        return entries < MinEntries ? null : (new TableLayout(entries, 2, cells, IsIndex: true), end - start);
    }

    /// <summary>Read from the end: a page number, then at least four dots.</summary>
    private static (string Title, string Page)? Entry(TextRow row)
    {
        var line = row.Text.TrimEnd();
        var at = line.Length;
        while (at > 0 && (char.IsAsciiDigit(line[at - 1]) || line[at - 1] is 'i' or 'v' or 'x' or 'l'))
        {
            at--;
        }

        if (line.Length - at is 0 or > LongestNumber)
        {
            return null;
        }

        var page = line[at..];
        var dots = 0;
        while (at > 0 && line[at - 1] is '.' or ' ' or '…' or '·')
        {
            dots += line[at - 1] switch { ' ' => 0, '…' => 3, _ => 1 };
            at--;
        }

        return dots >= 4 && at > 0 ? (line[..at], page) : null;
    }
}
