using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>
/// Decides for each table of a page between what rules made of it and what models see. The models are better where rules are
/// weak, and weaker where tables are long, hold sentences or are not there at all.
/// </summary>
internal sealed class TableGuard(PageSheet sheet, IReadOnlyList<LayoutBlock> byRules, IReadOnlyList<Box> faint)
{
    /// <summary>Of a region's words: from this share on a table of the rules is the same table.</summary>
    private const double SameTable = 0.8;

    private const double SureRegion = 0.8;
    private const double SureStructure = 0.97;
    private const int MaxTokens = 480;
    private const int MaxTextRows = 60;
    private const double ProseChars = 36;

    private readonly List<SettledTable> _ours = [.. byRules.Where(block => block.Table is not null)
        .Select(block => new SettledTable(
            block, [.. sheet.Body.SelectMany(row => row.Words).Where(word => PageTables.IsIn(block.Box, word))]))];

    private readonly List<SettledTable> _settled = [];
    private readonly HashSet<Word> _taken = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<SettledTable> Decide(
        IReadOnlyList<TableCandidate> candidates, IReadOnlyList<TableStructure?> structures)
    {
        foreach (var (candidate, structure) in candidates.Zip(structures).Where(seen => !IsText(seen.First, seen.Second)))
        {
            var region = Set(candidate.Words);
            if (Share(candidate.Words, _taken) <= 1 - SameTable)
            {
                var inside = _ours.FindAll(table => Share(table.Words, region) > SameTable);
                var same = _ours.Find(table => Share(candidate.Words, Set(table.Words)) > SameTable);
                SettleAll(Choose(candidate, structure, inside, same));
            }
        }

        // What no model is sure of is taken for a table where it looks very much like one.
        var seen = Set(candidates.SelectMany(candidate => candidate.Words));
        SettleAll(_ours.Where(table => Share(table.Words, seen) < 0.5 && (IsPlain(table.Block.Table!)
            || faint.Any(box => Share(table.Words, word => PageTables.IsIn(box, word)) > SameTable))).ToList());
        return _settled;
    }

    private List<SettledTable> Choose(
        TableCandidate candidate, TableStructure? structure, List<SettledTable> inside, SettledTable? same)
    {
        if (same is not null && IsBetter(same.Block.Table!, structure, candidate))
        {
            return [same];
        }

        // An unsure detector takes neighbours for one table.
        var all = Set(inside.SelectMany(table => table.Words));
        if (candidate.Score < SureRegion && inside.Count > 1 && Share(candidate.Words, all) > SameTable)
        {
            return inside;
        }

        return Read(candidate, structure) is { } table ? [table] : same is not null ? [same] : inside;
    }

    // Bullets stand in a column of their own, and what they stand before in another; a listing has columns of its own.
    private bool IsText(TableCandidate candidate, TableStructure? structure) =>
        ShareOf(candidate, BlockKind.Code) > 0.5
        || (structure is { Columns: <= 2 } && ShareOf(candidate, BlockKind.ListItem) > SameTable);

    private double ShareOf(TableCandidate candidate, BlockKind kind)
    {
        var boxes = byRules.Where(block => block.Kind == kind).Select(block => block.Box).ToList();
        return Share(candidate.Words, word => boxes.Exists(box => PageTables.IsIn(box, word)));
    }

    private static bool IsBetter(TableLayout ours, TableStructure? structure, TableCandidate candidate) =>
        structure is null or { IsWhole: false } or { Score: < SureStructure }
            || (structure.Columns == ours.Columns && structure.Rows == ours.Rows)
            // Sentences that run on in a cell are rows to the model.
            || (structure.Columns == ours.Columns && structure.Rows > ours.Rows && MeanChars(ours) > ProseChars)
            || structure.Cells.Count + (2 * structure.Rows) > MaxTokens
            || candidate.Rows.Count > MaxTextRows
            || structure.Rows > candidate.Rows.Count + 1;

    private SettledTable? Read(TableCandidate candidate, TableStructure? structure) =>
        structure is { IsWhole: true } && CellSnapping.Read(structure, candidate.Rows, sheet.Context) is { } table
            ? new SettledTable(
                new LayoutBlock(BlockKind.Table, candidate.Box, "") { Table = table with { ModelScore = structure.Score } },
                [.. candidate.Words])
            : null;

    private void SettleAll(List<SettledTable> tables)
    {
        foreach (var table in tables.Where(table => !table.Words.Any(_taken.Contains)))
        {
            _settled.Add(table);
            _taken.UnionWith(table.Words);
        }
    }

    private static bool IsPlain(TableLayout table) => table.IsIndex
        || (MeanChars(table) < ProseChars && table.Columns >= 3 && table.Rows >= 3 && TableFill.Of(table) > 0.7)
        || (MeanChars(table) < ProseChars && table.Columns == 2 && table.Rows >= 5 && TableFill.Of(table) > 0.9);

    private static double MeanChars(TableLayout table) => table.Cells.Average(cell => cell.Text.Length);

    private static HashSet<Word> Set(IEnumerable<Word> words) => new(words, ReferenceEqualityComparer.Instance);

    private static double Share(IEnumerable<Word> words, HashSet<Word> of) => Share(words, of.Contains);

    private static double Share(IEnumerable<Word> words, Func<Word, bool> isOf)
    {
        var (all, common) = (0, 0);
        foreach (var word in words)
        {
            all++;
            common += isOf(word) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)common / all;
    }
}
