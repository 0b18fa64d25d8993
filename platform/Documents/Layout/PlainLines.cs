using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Words past those that layout looks at: kept, each line of the source as a paragraph, in the order of the
/// source.</summary>
internal static class PlainLines
{
    /// <summary>A source that ends no line would make one paragraph of a hundred thousand words.</summary>
    private const int MostWords = 100;

    public static IEnumerable<LayoutBlock> Of(IReadOnlyList<IReadOnlyList<Word>> lines, int region)
    {
        foreach (var words in lines.SelectMany(line => line.Chunk(MostWords)))
        {
            yield return new LayoutBlock(
                BlockKind.Paragraph, Box.Around(words.Select(word => word.Box)), LineText.Of(words))
            {
                Region = region, Lines = 1, SizePt = words[0].Size,
            };
        }
    }
}
