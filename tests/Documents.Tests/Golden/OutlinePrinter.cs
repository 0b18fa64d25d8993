using System.Text;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Golden;

/// <summary>The document's tree: each item with its label, level, layer, pages and how its text begins.</summary>
internal static class OutlinePrinter
{
    private const int MaxText = 60;

    public static string Print(DoclingDocument document)
    {
        var text = new StringBuilder();
        var nodes = document.Texts.Concat<NodeItem>(document.Groups).Concat(document.Tables).Concat(document.Pictures)
            .ToDictionary(node => node.SelfRef);
        foreach (var child in document.Body.Children)
        {
            Append(text, nodes, child, 0);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Dictionary<string, NodeItem> nodes, RefItem reference, int depth)
    {
        var node = nodes[reference.Ref];
        text.Append(' ', 2 * depth).Append(Describe(node)).Append('\n');
        foreach (var child in node.Children)
        {
            Append(text, nodes, child, depth + 1);
        }
    }

    private static string Describe(NodeItem node)
    {
        var layer = node.ContentLayer == ContentLayers.Body ? "" : $" ({node.ContentLayer})";
        var pages = node is DocItem item ? $" p{string.Join('+', item.Prov.Select(place => place.PageNo))}" : "";
        return node switch
        {
            TextItem text => $"{text.Label}{text.Level}{layer}{pages}{Marker(text)}: {Start(text.Text)}",
            TableItem table => $"{table.Label}{pages}: {table.Data.NumRows} x {table.Data.NumCols}",
            DocItem other => $"{other.Label}{pages}",
            GroupItem group => group.Label,
            _ => node.SelfRef,
        };
    }

    private static string Marker(TextItem text) =>
        text.Marker is null ? "" : text.Enumerated == true ? $" {text.Marker} (enumerated)" : $" {text.Marker}";

    private static string Start(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxText ? line : $"{line[..MaxText]}…";
    }
}
