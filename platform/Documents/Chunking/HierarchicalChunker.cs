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
        foreach (var node in tree.Inside(parent, depth).Where(node => node.ContentLayer == ContentLayers.Body))
        {
            switch (node)
            {
                case TextItem { Label: Labels.Title or Labels.SectionHeader } heading:
                    Enter(heading, RunText.Join(tree.Runs(heading)), headings);
                    break;
                case GroupItem { Label: Labels.List or "ordered_list" } list:
                    var lines = Lines(tree.Children(list, depth), tree, depth).ToList();
                    if (lines.Count > 0)
                    {
                        yield return New(
                            string.Join('\n', lines.Select(line => line.Text)), [.. lines.SelectMany(line => line.Items)]);
                    }

                    foreach (var chunk in Floats(tree.Children(list, depth), tree, depth).SelectMany(Floating))
                    {
                        yield return chunk;
                    }

                    continue;
                case GroupItem { Label: Labels.Inline } inline:
                    var runs = tree.Texts(inline.Children).ToList();
                    yield return New(RunText.Join(runs), runs);
                    continue;
                case TextItem text when RunText.Join(tree.Runs(text)) is { Length: > 0 } said:
                    yield return New(text.Label == Labels.Code ? $"```\n{said}\n```" : said, [text]);
                    break;
                case FloatingItem floating:
                    foreach (var chunk in Floating(floating))
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

        IEnumerable<DocumentChunk> Floating(FloatingItem item)
        {
            List<string> captions = [.. tree.Texts(item.Captions).Select(caption => caption.Text)];
            var content = item is TableItem table ? TableText.Of(table.Data, style.MarkdownTables) : style.ImagePlaceholder;
            var text = string.Join('\n', captions.Append(content).Where(part => !string.IsNullOrEmpty(part)));
            return text.Length == 0 ? [] : [New(text, [item]) with { Captions = captions }];
        }
    }

    // A heading ends those of its own level and below; the title is above all.
    private static void Enter(TextItem heading, string text, SortedDictionary<int, string> headings)
    {
        var level = heading.Label == Labels.Title ? 0 : Math.Max(1, heading.Level ?? 1);
        foreach (var deeper in headings.Keys.Where(known => known >= level).ToList())
        {
            headings.Remove(deeper);
        }

        headings[level] = text;
    }

    private static IEnumerable<(string Text, IReadOnlyList<TextItem> Items)> Lines(
        IEnumerable<NodeItem> nodes, DocumentTree tree, int depth)
    {
        foreach (var node in nodes.Where(node => node is not FloatingItem))
        {
            if (node is GroupItem { Label: Labels.Inline } inline)
            {
                var runs = tree.Texts(inline.Children).ToList();
                yield return (RunText.Join(runs), runs);
                continue;
            }

            if (node is TextItem item)
            {
                yield return ($"{MarkOf(item)}{RunText.Join(tree.Runs(item))}", [item]);
            }

            foreach (var line in Lines(tree.Inside(node, depth + 1), tree, depth + 1))
            {
                yield return line;
            }
        }
    }

    /// <summary>The tables and pictures in the items of a list.</summary>
    private static IEnumerable<FloatingItem> Floats(IEnumerable<NodeItem> nodes, DocumentTree tree, int depth) =>
        nodes.SelectMany(node => node is FloatingItem floating ? [floating]
            : Floats(tree.Inside(node, depth + 1), tree, depth + 1));

    // A second paragraph of an item has no mark of its own.
    private static string MarkOf(TextItem item) => item switch
    {
        { Label: Labels.Text } => "",
        { Enumerated: true, Marker.Length: > 0 } => $"{item.Marker} ",
        _ => "- ",
    };
}
