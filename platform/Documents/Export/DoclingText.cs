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
        foreach (var part in Parts(document.Body, new DocumentTree(document), 0).Where(part => part.Length > 0))
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

    private static IEnumerable<string> Parts(NodeItem node, DocumentTree tree, int depth)
    {
        if (depth > DocumentTree.MaxDepth)
        {
            yield break;
        }

        foreach (var child in node.Children.Select(tree.Resolve))
        {
            if (child is null or { ContentLayer: not ContentLayers.Body })
            {
                continue;
            }

            if (child is GroupItem { Label: Labels.Inline } inline)
            {
                yield return string.Join(' ', inline.Children.Select(tree.Resolve).OfType<TextItem>().Select(run => run.Text));
                continue;
            }

            if (child is TextItem text)
            {
                yield return text is { Label: Labels.ListItem, Enumerated: true } ? $"{text.Marker} {text.Text}" : text.Text;
            }
            else if (child is FloatingItem floating)
            {
                yield return string.Join(
                    ' ', floating.Captions.Select(tree.Resolve).OfType<TextItem>().Select(caption => caption.Text));
                yield return child is TableItem table ? Rows(table.Data) : "";
                continue;
            }

            foreach (var part in Parts(child, tree, depth + 1))
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
