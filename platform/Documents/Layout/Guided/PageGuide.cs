using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>What is settled of a page before anything else is looked for: its tables, and where titles stand.</summary>
/// <param name="titles">Boxes of what surely is a title.</param>
internal sealed class PageGuide(IReadOnlyList<SettledTable> tables, IReadOnlyList<Box> titles)
{
    public IReadOnlyList<SettledTable> Tables { get; } = tables;

    /// <returns>What is left of the rows, and the tables.</returns>
    public (List<TextRow> Rows, List<PageFloat> Tables) Take(List<TextRow> rows)
    {
        var taken = new HashSet<Word>(Tables.SelectMany(table => table.Words), ReferenceEqualityComparer.Instance);
        return (PageTables.Part(rows, word => !taken.Contains(word)),
            [.. Tables.Select(table => new PageFloat(table.Block.Box, table.Block.Table))]);
    }

    /// <summary>Rows of text, cut where a title begins or ends.</summary>
    public IEnumerable<List<TextRow>> Parts(IReadOnlyList<TextRow> rows)
    {
        var part = new List<TextRow>();
        var last = -1;
        foreach (var row in rows)
        {
            var title = TitleOf(row);
            if (part.Count > 0 && title != last)
            {
                yield return part;
                part = [];
            }

            last = title;
            part.Add(row);
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    /// <summary>Which title the row is of; -1 for none.</summary>
    private int TitleOf(TextRow row)
    {
        for (var i = 0; i < titles.Count; i++)
        {
            if (titles[i].CommonArea(row.Box) > 0.5 * row.Box.Area)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <param name="Block">The table, on the analysed page.</param>
/// <param name="Words">All that it holds.</param>
internal sealed record SettledTable(LayoutBlock Block, IReadOnlyList<Word> Words);
