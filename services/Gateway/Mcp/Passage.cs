using DaprProcessing.Documents.Chunking;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Gateway.Mcp;

/// <summary>A passage that a search found.</summary>
internal sealed record Passage(IReadOnlyList<int> Pages, IReadOnlyList<string> Headings, string Text)
{
    /// <summary>Passages with all of the words in them or their headings; those that say them most often come first.</summary>
    public static IEnumerable<Passage> Find(DoclingDocument document, IReadOnlyList<string> words) =>
        from chunk in new HierarchicalChunker(new ChunkStyle()).Chunk(document)
        where words.All(word => chunk.Contextualized.Contains(word, StringComparison.OrdinalIgnoreCase))
        orderby words.Sum(word => Count(chunk.Text, word)) descending
        select new Passage(chunk.Pages, chunk.Headings, chunk.Text);

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += word.Length)
        {
            count++;
        }

        return count;
    }
}
