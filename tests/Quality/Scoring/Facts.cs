using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Quality.Scoring;

/// <summary>Decides olmOCR-bench's facts about a page, after its published rules; formulas are not drawn, so none of them passes
/// but to the letter.</summary>
internal static class Facts
{
    public static bool Holds(OlmocrFact fact, Rendition page) => fact.Type switch
    {
        "present" => Contains(Part(fact, page.Text), fact.Text!, fact),
        "absent" => !Contains(Part(fact, page.Text), fact.Text!, fact),
        "order" => IsInOrder(fact, page.Text),
        "table" => page.Tables.Any(table => HasCell(fact, table)),
        _ => Contains(page.Text, fact.Math ?? "", fact),
    };

    private static string Part(OlmocrFact fact, string text) => fact switch
    {
        { FirstN: { } first } => text[..Math.Min(first, text.Length)],
        { LastN: { } last } => text[^Math.Min(last, text.Length)..],
        _ => text,
    };

    private static bool Contains(string text, string sought, OlmocrFact fact) =>
        Search.End(Fold(text, fact), Fold(sought, fact), fact.MaxDiffs) >= 0;

    private static bool IsInOrder(OlmocrFact fact, string text)
    {
        var (whole, before, after) = (Plain.Of(text), Plain.Of(fact.Before!), Plain.Of(fact.After!));
        var first = Search.End(whole, before, fact.MaxDiffs);
        return first >= 0 && Search.End(whole[first..], after, fact.MaxDiffs) >= 0;
    }

    // The folded text has no case; where case counts, it is the text as it is.
    private static string Fold(string text, OlmocrFact fact) =>
        fact.CaseSensitive == false ? Plain.Of(text) : string.Join(' ', text.Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries)).Replace('’', '\'').Replace('“', '"').Replace('”', '"').Replace('–', '-');

    private static bool HasCell(OlmocrFact fact, Grid table)
    {
        return table.Cells.Where(cell => Is(cell.Text, fact.Cell!, fact)).Any(cell =>
            Has(fact.Up, other => other.LastRow == cell.Row - 1 && SharesColumn(other, cell))
            && Has(fact.Down, other => other.Row == cell.LastRow + 1 && SharesColumn(other, cell))
            && Has(fact.Left, other => other.LastColumn == cell.Column - 1 && SharesRow(other, cell))
            && Has(fact.Right, other => other.Column == cell.LastColumn + 1 && SharesRow(other, cell))
            && Has(fact.TopHeading, other => other.LastRow < cell.Row && SharesColumn(other, cell))
            && Has(fact.LeftHeading, other => other.LastColumn < cell.Column && SharesRow(other, cell)));

        bool Has(string? text, Func<GridCell, bool> isThere) =>
            text is null or "" || table.Cells.Any(other => isThere(other) && Is(other.Text, text, fact));
    }

    private static bool SharesColumn(GridCell one, GridCell other) =>
        one.Column <= other.LastColumn && other.Column <= one.LastColumn;

    private static bool SharesRow(GridCell one, GridCell other) => one.Row <= other.LastRow && other.Row <= one.LastRow;

    private static bool Is(string text, string sought, OlmocrFact fact) =>
        Plain.Of(text) is var plain && Plain.Of(sought) is var wanted
        && Math.Abs(plain.Length - wanted.Length) <= Math.Max(fact.MaxDiffs, plain.Length / 2)
        && Search.End(plain, wanted, Math.Min(fact.MaxDiffs, wanted.Length / 2)) >= 0;
}
