using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>A paragraph, heading, table or picture of a page.</summary>
/// <param name="Ref">Its place in <c>document.json</c>, once that is written: <c>#/texts/3</c>.</param>
/// <param name="Boxes">Where it stands: left, top, right, bottom in points from the page's top left corner.</param>
internal sealed record PageBlock(
    string Ref, string Label, IReadOnlyList<double[]> Boxes, string? Text = null, int? Level = null, string? Marker = null,
    BlockTable? Table = null)
{
    public static PageBlock Of(DocItem item, double pageHeight)
    {
        var block = new PageBlock(item.SelfRef, item.Label, [.. item.Prov.Select(prov => FromTop(prov.Bbox, pageHeight))]);
        return item switch
        {
            TextItem text => block with { Text = text.Text, Level = text.Level, Marker = text.Marker },
            TableItem table => block with { Table = BlockTable.Of(table.Data) },
            _ => block,
        };
    }

    private static double[] FromTop(BoundingBox box, double pageHeight) => box.CoordOrigin == BoundingBox.BottomLeft
        ? [box.L, pageHeight - box.T, box.R, pageHeight - box.B]
        : [box.L, box.T, box.R, box.B];
}

/// <summary>The cells of a table.</summary>
internal sealed record BlockTable(int Rows, int Columns, IReadOnlyList<BlockCell> Cells)
{
    public static BlockTable Of(TableData data) => new(data.NumRows, data.NumCols, [.. data.TableCells.Select(CellOf)]);

    private static BlockCell CellOf(TableCell cell) => new(
        cell.StartRowOffsetIdx, cell.StartColOffsetIdx, cell.RowSpan, cell.ColSpan, cell.ColumnHeader || cell.RowHeader,
        cell.Text);
}

/// <summary>Counted from 0.</summary>
internal sealed record BlockCell(int Row, int Column, int RowSpan, int ColumnSpan, bool Header, string Text);
