using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Chunking;

/// <summary>One passage for each paragraph, list, table and captioned picture, under the headings that it stands under.</summary>
public sealed class HierarchicalChunker(ChunkStyle style)
{
    public IEnumerable<DocumentChunk> Chunk(DoclingDocument document) =>
        Chunk(document.Body, new DocumentTree(document), new SortedDictionary<int, string>(), 0);

    private IEnumerable<DocumentChunk> Chunk(
        NodeItem parent, DocumentTree tree, SortedDictionary<int, string> headings, int depth)
    {
        if (depth > DocumentTree.MaxDepth)
        {
            yield break;
        }

        foreach (var node in parent.Children.Select(tree.Resolve))
        {
            switch (node)
            {
                case null or { ContentLayer: not ContentLayers.Body }:
                    continue;
                case TextItem { Label: Labels.Title or Labels.SectionHeader } heading:
                    Enter(heading, headings);
                    break;
                case GroupItem { Label: Labels.List or "ordered_list" } list:
                    var items = Items(list, tree, depth).ToList();
                    yield return New(string.Join('\n', items.Select(ListLine)), items);
                    continue;
                case GroupItem { Label: "inline" } inline:
                    var runs = inline.Children.Select(tree.Resolve).OfType<TextItem>().ToList();
                    yield return New(string.Join(' ', runs.Select(run => run.Text)), runs);
                    continue;
                case TextItem text when text.Text.Length > 0:
                    yield return New(text.Label == Labels.Code ? $"```\n{text.Text}\n```" : text.Text, [text]);
                    break;
                case FloatingItem floating:
                    if (Floating(floating, tree) is { Text.Length: > 0 } chunk)
                    {
                        yield return chunk;
                    }

                    continue;
            }

            foreach (var inner in Chunk(node, tree, headings, depth + 1))
            {
                yield return inner;
            }
        }

        DocumentChunk New(string text, IReadOnlyList<DocItem> items) => new(text, [.. headings.Values], [], items);

        DocumentChunk Floating(FloatingItem item, DocumentTree tree)
        {
            List<string> captions = [.. item.Captions.Select(tree.Resolve).OfType<TextItem>().Select(caption => caption.Text)];
            var content = item is TableItem table ? TableText.Of(table.Data, style.MarkdownTables) : style.ImagePlaceholder;
            var text = string.Join('\n', captions.Append(content).Where(part => !string.IsNullOrEmpty(part)));
            return New(text, [item]) with { Captions = captions };
        }
    }

    // A heading ends those of its own level and below; the title is above all.
    private static void Enter(TextItem heading, SortedDictionary<int, string> headings)
    {
        var level = heading.Label == Labels.Title ? 0 : Math.Max(1, heading.Level ?? 1);
        foreach (var deeper in headings.Keys.Where(known => known >= level).ToList())
        {
            headings.Remove(deeper);
        }

        headings[level] = heading.Text;
    }

    private static IEnumerable<TextItem> Items(NodeItem list, DocumentTree tree, int depth) => depth > DocumentTree.MaxDepth ? []
        : list.Children.Select(tree.Resolve).OfType<NodeItem>().SelectMany(child => child is TextItem text
            ? Items(text, tree, depth + 1).Prepend(text)
            : Items(child, tree, depth + 1));

    private static string ListLine(TextItem item) =>
        $"{(item is { Enumerated: true, Marker.Length: > 0 } ? item.Marker : "-")} {item.Text}";
}
