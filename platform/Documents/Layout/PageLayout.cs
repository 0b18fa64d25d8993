using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>What stands on one page, in reading order: the step between a page's words and the document.</summary>
/// <param name="BodySizePt">The font size most of the page's text is set in; 0 where there is no text.</param>
/// <param name="RightToLeft">Most of the page reads from right to left.</param>
public sealed record PageLayout(
    int PageNo, double WidthPt, double HeightPt, TextSource Source, double BodySizePt, bool RightToLeft,
    IReadOnlyList<LayoutBlock> Blocks)
{
    /// <summary>The name of a chunk's layouts among the outputs of its first page.</summary>
    public const string Output = "layout";

    /// <summary>Letters and digits of the page's text, to hold the document to, by <see cref="LetterCounts"/>; null where
    /// nobody counted them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? LettersByKind { get; init; }

    /// <inheritdoc cref="PageText.Lost"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LostLetters { get; init; }

    /// <summary>All of them; 0 where nobody counted.</summary>
    [JsonIgnore]
    public int Letters => LettersByKind?.Sum() ?? 0;
}

/// <summary>One paragraph, list item, table, picture, … of a page. What kind of paragraph (heading, running head) is decided over
/// the whole document.</summary>
public sealed record LayoutBlock(BlockKind Kind, Box Box, string Text)
{
    /// <summary>Blocks of one column of one page share it.</summary>
    public int Region { get; init; }

    public int Lines { get; init; }

    public double SizePt { get; init; }

    public bool Bold { get; init; }

    public bool Italic { get; init; }

    /// <summary>Stands alone at the top or bottom edge of the page: a running head or page number where other pages
    /// agree.</summary>
    public PageEdge Edge { get; init; }

    /// <summary>Runs up or down the page.</summary>
    public bool Turned { get; init; }

    /// <summary>White space above, in points; large at the top of a column.</summary>
    public double GapBeforePt { get; init; }

    /// <summary>The last line runs to the edge of its column, so the paragraph may go on elsewhere.</summary>
    public bool EndsFull { get; init; }

    /// <summary>The first line is indented.</summary>
    public bool StartsIndented { get; init; }

    /// <summary>List items and footnotes: the marker as printed.</summary>
    public string? Marker { get; init; }

    public bool Enumerated { get; init; }

    /// <summary>List items: where the marker starts, from the reading edge of the page, in points.</summary>
    public double IndentPt { get; init; }

    /// <summary>How sure a detector is that this is a title, 0 to 1; null where none was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TitleScore { get; init; }

    /// <summary>What the file says that most of its words are; null where it says nothing that can be believed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PageTag? Tag { get; init; }

    /// <summary>Pictures: what is to be seen, as the file says; null where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    public TableLayout? Table { get; init; }

    /// <summary>Parts of the text that lead to an address, in order; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BlockLink>? Links { get; init; }

    /// <summary>Captions: position of the picture or table in <see cref="PageLayout.Blocks"/>.</summary>
    public int? CaptionOf { get; init; }

    /// <summary>Words inside a picture (labels of a drawing).</summary>
    public IReadOnlyList<LayoutBlock>? Inside { get; init; }
}

/// <param name="Start">In the block's text; whole words.</param>
public sealed record BlockLink(int Start, int Length, string Uri);

/// <summary>Cells of a table, any order, not overlapping.</summary>
/// <param name="IsIndex">A table of contents.</param>
public sealed record TableLayout(int Rows, int Columns, IReadOnlyList<CellLayout> Cells, bool IsIndex = false)
{
    /// <summary>How sure a model was of the rows and columns it read, 0 to 1; null where rules found them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ModelScore { get; init; }
}

public sealed record CellLayout(
    int Row, int Column, int RowSpan, int ColumnSpan, Box Box, string Text, bool ColumnHeader = false, bool RowHeader = false);

[JsonConverter(typeof(JsonStringEnumConverter<BlockKind>))]
public enum BlockKind { Paragraph, ListItem, Table, Picture, Caption, Footnote, Code }

[JsonConverter(typeof(JsonStringEnumConverter<PageEdge>))]
public enum PageEdge { None, Top, Bottom }
