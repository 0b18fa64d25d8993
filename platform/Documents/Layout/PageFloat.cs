using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Something that stands among the text of a page: a picture, or a table with lines both ways.</summary>
/// <param name="Table">Null: a picture.</param>
internal sealed record PageFloat(Box Box, TableLayout? Table = null);
