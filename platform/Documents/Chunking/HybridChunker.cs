using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Chunking;

/// <summary>
/// Passages of a size: what is too long is cut at sentences or words, neighbours under the same headings are put together.
/// </summary>
/// <param name="maxTokens">Of a passage with its headings.</param>
/// <param name="mergePeers">Whether neighbours are put together.</param>
public sealed class HybridChunker(ChunkStyle style, int maxTokens, bool mergePeers = true)
{
    public IEnumerable<DocumentChunk> Chunk(DoclingDocument document)
    {
        DocumentChunk? pending = null;
        foreach (var chunk in new HierarchicalChunker(style).Chunk(document).SelectMany(Split))
        {
            if (pending is not null && Merge(pending, chunk) is { } merged)
            {
                pending = merged;
                continue;
            }

            if (pending is not null)
            {
                yield return pending;
            }

            pending = chunk;
        }

        if (pending is not null)
        {
            yield return pending;
        }
    }

    private DocumentChunk? Merge(DocumentChunk first, DocumentChunk second)
    {
        if (!mergePeers || !first.Headings.SequenceEqual(second.Headings))
        {
            return null;
        }

        var items = first.Items[^1] == second.Items[0] ? [.. first.Items, .. second.Items.Skip(1)]
            : (IReadOnlyList<DocItem>)[.. first.Items, .. second.Items];
        var merged = new DocumentChunk(
            $"{first.Text}\n{second.Text}", first.Headings, [.. first.Captions, .. second.Captions], items);
        return TokenCount.Of(merged.Contextualized) <= maxTokens ? merged : null;
    }

    private IEnumerable<DocumentChunk> Split(DocumentChunk chunk)
    {
        var room = Math.Max(1, maxTokens - TokenCount.Of(string.Join('\n', chunk.Headings)));
        if (TokenCount.Of(chunk.Text) <= room)
        {
            yield return chunk;
            yield break;
        }

        var start = 0;
        while (start < chunk.Text.Length)
        {
            var end = EndOf(chunk.Text, start, room);
            if (chunk.Text[start..end].Trim() is { Length: > 0 } part)
            {
                yield return chunk with { Text = part };
            }

            start = end;
        }
    }

    // The last end of a sentence in reach that leaves no crumb, else of a word, else in mid-word.
    private static int EndOf(string text, int start, int room)
    {
        var reach = TokenCount.Reach(text, start, room);
        if (reach == text.Length)
        {
            return reach;
        }

        for (var at = reach; at > start + ((reach - start) / 2); at--)
        {
            if (text[at - 1] is '\n' or '。' || (char.IsWhiteSpace(text[at]) && text[at - 1] is '.' or '!' or '?'))
            {
                return at;
            }
        }

        var space = text.LastIndexOfAny([' ', '\n', '\t'], reach - 1, reach - start);
        return space > start ? space : reach;
    }
}
