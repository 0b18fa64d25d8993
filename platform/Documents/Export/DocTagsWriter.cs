using System.Globalization;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>
/// One document on its way to DocTags. Places are cells of a grid of 500 by 500 over the page, from the top left.
/// </summary>
internal sealed class DocTagsWriter(DoclingDocument document, TextWriter writer)
{
    private const int GridCells = 500;

    private readonly DocumentTree _tree = new(document);
    private int _page;

    public void Write()
    {
        writer.Write("<doctag>");
        WriteChildren(document.Body, 0);
        writer.Write("</doctag>\n");
    }

    private void WriteChildren(NodeItem node, int depth)
    {
        foreach (var child in _tree.Inside(node, depth))
        {
            WriteNode(child, depth + 1);
        }
    }

    private void WriteNode(NodeItem node, int depth)
    {
        if (node is DocItem item)
        {
            BreakPage(item);
        }

        switch (node)
        {
            case GroupItem { Label: Labels.List or "ordered_list" or Labels.Inline } group:
                var name = TagOf(group);
                writer.Write($"<{name}>");
                WriteChildren(group, depth);
                writer.Write($"</{name}>\n");
                break;
            case GroupItem group:
                WriteChildren(group, depth);
                break;
            case TextItem text:
                var tag = TagOf(text);
                var language = text.Label == Labels.Code ? $"<_{text.CodeLanguage ?? "unknown"}_>" : "";
                writer.Write($"<{tag}>{PlaceOf(text)}{language}{RunText.Join(_tree.Runs(text))}</{tag}>\n");
                WriteChildren(text, depth);
                break;
            case TableItem table:
                writer.Write($"<otsl>{PlaceOf(table)}{CaptionOf(table)}");
                WriteCells(table.Data);
                writer.Write("</otsl>\n");
                break;
            case PictureItem picture:
                writer.Write($"<picture>{PlaceOf(picture)}{CaptionOf(picture)}</picture>\n");
                break;
        }
    }

    private void BreakPage(DocItem item)
    {
        var page = item.Prov.Count > 0 ? item.Prov[0].PageNo : _page;
        if (_page > 0 && page > _page)
        {
            writer.Write("<page_break>\n");
        }

        _page = Math.Max(_page, page);
    }

    // OTSL: one token for each position of the grid; a position that a span covers says from where.
    private void WriteCells(TableData data)
    {
        var grid = data.Grid;
        for (var row = 0; row < grid.Length; row++)
        {
            for (var column = 0; column < grid[row].Length; column++)
            {
                writer.Write(CellOf(grid[row][column], row, column));
            }

            writer.Write("<nl>");
        }
    }

    private static string CellOf(TableCell cell, int row, int column) =>
        (cell.StartRowOffsetIdx < row, cell.StartColOffsetIdx < column) switch
        {
            (true, true) => "<xcel>",
            (true, false) => "<ucel>",
            (false, true) => "<lcel>",
            _ when cell.ColumnHeader => $"<ched>{cell.Text}",
            _ when cell.RowHeader => $"<rhed>{cell.Text}",
            _ when cell.RowSection => $"<srow>{cell.Text}",
            _ => cell.Text.Length == 0 ? "<ecel>" : $"<fcel>{cell.Text}",
        };

    private string CaptionOf(FloatingItem item) => string.Concat(_tree.Texts(item.Captions)
        .Select(caption => $"<caption>{PlaceOf(caption)}{caption.Text}</caption>"));

    private string TagOf(GroupItem group) => group.Label == Labels.Inline ? "inline"
        : group.Label == "ordered_list" || _tree.Resolve(group.Children.FirstOrDefault() ?? new RefItem("")) is TextItem
        {
            Enumerated: true,
        }
            ? "ordered_list"
            : "unordered_list";

    private static string TagOf(TextItem text) => text.Label switch
    {
        Labels.SectionHeader =>
            $"section_header_level_{Math.Clamp(text.Level ?? 1, 1, 6).ToString(CultureInfo.InvariantCulture)}",
        "reference" => Labels.Text,
        var label => label,
    };

    private string PlaceOf(DocItem item) => string.Concat(item.Prov.Take(1).Select(PlaceOf));

    private string PlaceOf(ProvenanceItem place)
    {
        if (!document.Pages.TryGetValue(place.PageNo, out var page))
        {
            return "";
        }

        var (box, size) = (place.Bbox, page.Size);
        var (top, bottom) = box.CoordOrigin == BoundingBox.BottomLeft
            ? (size.Height - box.T, size.Height - box.B)
            : (box.T, box.B);
        return $"<loc_{Cell(box.L, size.Width)}><loc_{Cell(top, size.Height)}>"
            + $"<loc_{Cell(box.R, size.Width)}><loc_{Cell(bottom, size.Height)}>";
    }

    private static int Cell(double at, double whole) =>
        whole > 0 && double.IsFinite(at) ? Math.Clamp((int)Math.Round(GridCells * at / whole), 0, GridCells) : 0;
}
