using System.Text.Json;

namespace DaprProcessing.Client;

/// <summary>A page that is done, with what stands on it.</summary>
/// <param name="PageNo">1-based.</param>
/// <param name="Size">Null where nobody has read the page.</param>
/// <param name="Image">Path of its image at the platform; null where none was asked for.</param>
/// <param name="Failure">Why the page has no result; null where it has.</param>
/// <param name="Markdown">Null where the pipeline makes no document.</param>
/// <param name="Blocks">In reading order; null where the pipeline makes no document.</param>
/// <param name="Outputs">What each stage says of the page, by the name of what it made: <c>text</c>, <c>image</c> …</param>
public sealed record Page(
    int PageNo, PageExtent? Size, string? Image, PageFailure? Failure, string? Markdown, IReadOnlyList<PageBlock>? Blocks,
    IReadOnlyDictionary<string, JsonElement> Outputs);

/// <summary>Of a page, in points.</summary>
public sealed record PageExtent(double Width, double Height);

/// <summary>A paragraph, heading, list item, table or picture.</summary>
/// <param name="Ref">Its place in <c>document.json</c>, for example <c>#/texts/3</c>.</param>
/// <param name="Label">As DoclingDocument has it: <c>text</c>, <c>section_header</c>, <c>list_item</c>, <c>table</c> …</param>
/// <param name="Boxes">Where it stands: left, top, right, bottom, in points from the page's top left corner.</param>
/// <param name="Level">Of a heading, from 1.</param>
/// <param name="Marker">Of a list item: <c>-</c>, <c>1.</c> …</param>
public sealed record PageBlock(
    string Ref, string Label, IReadOnlyList<double[]> Boxes, string? Text, int? Level, string? Marker, PageTable? Table);

/// <summary>The cells of a table.</summary>
public sealed record PageTable(int Rows, int Columns, IReadOnlyList<PageCell> Cells);

/// <summary>One cell; rows and columns are counted from 0.</summary>
public sealed record PageCell(int Row, int Column, int RowSpan, int ColumnSpan, bool Header, string Text);
