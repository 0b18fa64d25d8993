using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Reading;

/// <summary>A document as this project reads it: the words of its pages, and what layout made of them.</summary>
internal sealed record OurDocument(IReadOnlyList<PageText> Pages, DoclingDocument Document)
{
    /// <summary>What the result would say of letters lost or said twice on the way.</summary>
    public IReadOnlyList<string> OutOfBalance { get; init; } = [];

    public Rendition ToRendition() => new(
        MarkdownRendition.Of(DoclingMarkdown.ToMarkdown(Document)).Text,
        [.. Document.Tables.Where(table => table.Label != Labels.DocumentIndex).Select(ToGrid)],
        Texts(Labels.SectionHeader, Labels.Title),
        Texts(Labels.ListItem, Labels.CheckBoxSelected, Labels.CheckBoxUnselected));

    /// <summary>Every word of the document, wherever it stands, running heads and labels of pictures included.</summary>
    public IEnumerable<string> Words() =>
        Document.Texts.SelectMany(text => Plain.Words($"{text.Marker} {text.Text}"))
            .Concat(Document.Tables.SelectMany(table => table.Data.TableCells).SelectMany(cell => Plain.Words(cell.Text)));

    private List<string> Texts(params string[] labels) =>
        [.. Document.Texts.Where(text => labels.Contains(text.Label)).Select(text => text.Text)];

    private static Grid ToGrid(TableItem table) => new([.. table.Data.TableCells.Select(cell => new GridCell(
        cell.StartRowOffsetIdx, cell.StartColOffsetIdx, cell.EndRowOffsetIdx - 1, cell.EndColOffsetIdx - 1, cell.Text))]);
}
