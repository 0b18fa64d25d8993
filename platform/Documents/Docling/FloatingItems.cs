using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>A picture or a table: something with captions of its own.</summary>
public abstract class FloatingItem : DocItem
{
    [JsonPropertyOrder(1)] public List<RefItem> Captions { get; set; } = [];

    [JsonPropertyOrder(2)] public List<RefItem> References { get; set; } = [];

    [JsonPropertyOrder(3)] public List<RefItem> Footnotes { get; set; } = [];

    [JsonPropertyOrder(4)] public ImageRef? Image { get; set; }

    [JsonPropertyOrder(6)] public JsonArray? Annotations { get; set; }
}

public sealed class PictureItem : FloatingItem;

public sealed class TableItem : FloatingItem
{
    [JsonPropertyOrder(5)] public required TableData Data { get; set; }
}

/// <summary>The cells of a table.</summary>
public sealed class TableData
{
    public List<TableCell> TableCells { get; set; } = [];

    public int NumRows { get; set; }

    public int NumCols { get; set; }

    /// <summary>Derived: every position with its cell, spanned cells repeated. Written for readers that want it, never read
    /// back.</summary>
    public TableCell[][] Grid => TableGrid.Of(this);
}

/// <summary>Offsets are 0-based, ends exclusive.</summary>
public sealed class TableCell
{
    /// <summary>In points, origin top left.</summary>
    public BoundingBox? Bbox { get; set; }

    public int RowSpan { get; set; } = 1;

    public int ColSpan { get; set; } = 1;

    public int StartRowOffsetIdx { get; set; }

    public int EndRowOffsetIdx { get; set; }

    public int StartColOffsetIdx { get; set; }

    public int EndColOffsetIdx { get; set; }

    public string Text { get; set; } = "";

    public bool ColumnHeader { get; set; }

    public bool RowHeader { get; set; }

    public bool RowSection { get; set; }

    public bool Fillable { get; set; }
}
