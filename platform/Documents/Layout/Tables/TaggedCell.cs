using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A cell that the tags tell, and its words.</summary>
/// <param name="Lines">One at least.</param>
internal sealed record TaggedCell(TagCell Tag, IReadOnlyList<TextRow> Lines)
{
    public Box Box { get; } = Box.Around(Lines.Select(line => line.Box));

    public int Letters { get; } = Lines.Sum(line => line.Chars);

    public int Words { get; } = Lines.Sum(line => line.Words.Count);

    public bool IsHeading => Tag.Header != TagHeader.None;
}
