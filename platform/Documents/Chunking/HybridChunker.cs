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
        var (peers, tokens) = (new List<DocumentChunk>(), 0);
        foreach (var chunk in new HierarchicalChunker(style).Chunk(document).SelectMany(Split))
        {
            // A line feed parts words: what two passages cost together is what they cost alone.
            var added = TokenCount.Of(chunk.Text);
            if (peers.Count > 0
                && !(mergePeers && tokens + added <= maxTokens && peers[0].Headings.SequenceEqual(chunk.Headings)))
            {
                yield return Joined(peers);
                peers.Clear();
            }

            tokens = peers.Count > 0 ? tokens + added : added + TokenCount.Of(string.Join('\n', chunk.Headings));
            peers.Add(chunk);
        }

        if (peers.Count > 0)
        {
            yield return Joined(peers);
        }
    }

    private static DocumentChunk Joined(List<DocumentChunk> peers) => peers.Count == 1 ? peers[0] : new DocumentChunk(
        string.Join('\n', peers.Select(peer => peer.Text)), peers[0].Headings, [.. peers.SelectMany(peer => peer.Captions)],
        ItemsOf(peers));

    // An item that was cut is in the passages of all its parts, one after the other.
    private static List<DocItem> ItemsOf(List<DocumentChunk> peers)
    {
        var items = new List<DocItem>();
        foreach (var item in peers.SelectMany(peer => peer.Items.SkipWhile(item => items.Count > 0 && items[^1] == item)))
        {
            items.Add(item);
        }

        return items;
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
