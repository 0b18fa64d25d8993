using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>What rules are unsure of on a page: the reason to have it looked at, as the result tells it.</summary>
internal static class PageDoubt
{
    /// <summary>A table with many empty cells, or with hardly any cells: lines of a form, a chart, an axis.</summary>
    public const string WeakGrid = "weak_grid";

    /// <summary>A table whose cells hold sentences: columns of text may look like one.</summary>
    public const string ProseLikeTable = "prose_like_table";

    /// <summary>Tables one below the other with the same columns: one that was cut in two.</summary>
    public const string CutTable = "cut_table";

    /// <summary>Lines whose pieces stand far apart, and no table was made of them.</summary>
    public const string PiecesApart = "pieces_apart";

    /// <summary>Many short lines that only their type tells from text.</summary>
    public const string HeadingsByType = "headings_by_type";

    private const double MaxEmpty = 0.25;
    private const double ProseChars = 36;
    private const int MinPieces = 3;
    private const int MinLines = 3;
    private const int MaxHeadingsByType = 5;

    public static string? Of(PageSheet sheet, IReadOnlyList<LayoutBlock> blocks)
    {
        var tables = blocks.Where(block => block.Table is { IsIndex: false }).ToList();
        return tables.Exists(block => IsWeak(block.Table!)) ? WeakGrid
            : tables.Exists(block => block.Table!.Cells.Average(cell => cell.Text.Length) > ProseChars) ? ProseLikeTable
            : tables.Exists(block => tables.Exists(other => IsGoingOn(block, other, sheet.Context))) ? CutTable
            : LinesApart(sheet, blocks) >= MinLines ? PiecesApart
            : blocks.Count(block => IsHeadingByType(block, sheet.Context)) > MaxHeadingsByType ? HeadingsByType
            : null;
    }

    private static bool IsWeak(TableLayout table) => table.Rows < 3 || table.Columns < 2
        || TableFill.Of(table) < 1 - MaxEmpty;

    private static bool IsGoingOn(LayoutBlock above, LayoutBlock below, PageContext page) =>
        above.Table!.Columns == below.Table!.Columns && below.Box.T > above.Box.CenterY
            && below.Box.T - above.Box.B < 3 * page.BodySize && above.Box.OverlapsAcross(below.Box);

    private static int LinesApart(PageSheet sheet, IReadOnlyList<LayoutBlock> blocks)
    {
        var floats = blocks.Where(block => block.Kind is BlockKind.Table or BlockKind.Picture)
            .Select(block => block.Box).ToList();
        return sheet.Body.Count(row => !floats.Exists(box => box.Overlaps(row.Box))
            && Fragments.Of(row, 1.5 * row.Size).Count >= MinPieces);
    }

    private static bool IsHeadingByType(LayoutBlock block, PageContext page) =>
        block is { Kind: BlockKind.Paragraph, Lines: <= 2, Edge: PageEdge.None, Turned: false, Text.Length: > 2 }
            && (block.Bold || block.SizePt > 1.15 * page.BodySize) && block.Text.Any(char.IsLetter);
}
