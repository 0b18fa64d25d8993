using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>A document made item by item, on pages of 100 by 200 points.</summary>
internal sealed class SmallDocument
{
    public DoclingDocument Document { get; } = new() { Name = "small" };

    public TextItem Text(string label, string text, int page = 1, NodeItem? parent = null, int? level = null)
    {
        var item = new TextItem
        {
            SelfRef = $"#/texts/{Document.Texts.Count}", Label = label, Orig = text, Text = text, Level = level,
            Prov = [new ProvenanceItem(page, new BoundingBox(10, 180, 90, 160, BoundingBox.BottomLeft), [0, text.Length])],
        };
        Document.Texts.Add(item);
        return Attach(item, parent, page);
    }

    public GroupItem Group(string label, NodeItem? parent = null)
    {
        var group = new GroupItem { SelfRef = $"#/groups/{Document.Groups.Count}", Label = label };
        Document.Groups.Add(group);
        return Attach(group, parent, 0);
    }

    public PictureItem Picture(int page = 1)
    {
        var picture = new PictureItem
        {
            SelfRef = $"#/pictures/{Document.Pictures.Count}", Label = Labels.Picture,
            Prov = [new ProvenanceItem(page, new BoundingBox(0, 0, 50, 100), [0, 0])],
        };
        Document.Pictures.Add(picture);
        return Attach(picture, null, page);
    }

    /// <param name="cells">Row, column, text; row 0 is the heading.</param>
    public TableItem Table(int rows, int columns, params (int Row, int Column, int Columns, string Text)[] cells)
    {
        var table = new TableItem
        {
            SelfRef = $"#/tables/{Document.Tables.Count}", Label = Labels.Table,
            Data = new TableData
            {
                NumRows = rows, NumCols = columns,
                TableCells = [.. cells.Select(cell => new TableCell
                {
                    StartRowOffsetIdx = cell.Row, EndRowOffsetIdx = cell.Row + 1, StartColOffsetIdx = cell.Column,
                    EndColOffsetIdx = cell.Column + cell.Columns, ColSpan = cell.Columns, Text = cell.Text,
                    ColumnHeader = cell.Row == 0,
                })],
            },
        };
        Document.Tables.Add(table);
        return Attach(table, null, 0);
    }

    private T Attach<T>(T item, NodeItem? parent, int page)
        where T : NodeItem
    {
        parent ??= Document.Body;
        item.Parent = new RefItem(parent.SelfRef);
        parent.Children.Add(new RefItem(item.SelfRef));
        if (page > 0)
        {
            Document.Pages[page] = new PageItem(new PageItemSize(100, 200), page);
        }

        return item;
    }
}
