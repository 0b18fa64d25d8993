using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Writes what a document says, without any markup: to read aloud, to analyse, to search.</summary>
public static class DoclingText
{
    /// <summary>One paragraph per block, an empty line between; table rows as tab-separated lines; no running heads, no picture
    /// labels.</summary>
    public static void Write(DoclingDocument document, TextWriter writer)
    {
        var started = false;
        var tree = new DocumentTree(document);
        foreach (var part in Parts(tree.Children(document.Body, 0), tree, 0).Where(part => part.Length > 0))
        {
            writer.Write(started ? "\n\n" : "");
            writer.Write(part);
            started = true;
        }

        if (started)
        {
            writer.Write('\n');
        }
    }

    public static string ToText(DoclingDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Write(document, writer);
        return writer.ToString();
    }

    private static IEnumerable<string> Parts(IEnumerable<NodeItem> nodes, DocumentTree tree, int depth)
    {
        foreach (var node in nodes.Where(node => node.ContentLayer == ContentLayers.Body))
        {
            switch (node)
            {
                case TextItem text:
                    var said = RunText.Join(tree.Runs(text));
                    var isNumbered = text is { Label: Labels.ListItem, Enumerated: true, Marker.Length: > 0 };
                    yield return isNumbered ? $"{text.Marker} {said}" : said;
                    break;
                case GroupItem { Label: Labels.Inline } inline:
                    yield return RunText.Join([.. tree.Texts(inline.Children)]);
                    continue;
                case FloatingItem floating:
                    yield return string.Join(' ', tree.Texts(floating.Captions).Select(caption => caption.Text));
                    yield return node is TableItem table ? Rows(table.Data) : "";
                    continue;
            }

            foreach (var part in Parts(tree.Inside(node, depth + 1), tree, depth + 1))
            {
                yield return part;
            }
        }
    }

    // A spanned cell is said once.
    private static string Rows(TableData data) => string.Join('\n', data.Grid.Select((row, index) =>
        string.Join('\t', row.Where((cell, column) => cell.StartRowOffsetIdx == index && cell.StartColOffsetIdx == column)
            .Select(cell => cell.Text.ReplaceLineEndings(" ")))));
}
