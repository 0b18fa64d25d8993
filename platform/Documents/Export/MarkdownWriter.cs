using System.Text.RegularExpressions;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

internal sealed partial class MarkdownWriter(DoclingDocument document, TextWriter writer)
{
    private const int IndentSpaces = 4;

    /// <summary>Seven are no heading to a reader of Markdown.</summary>
    private const int MaxHashes = 6;
    private readonly DocumentTree _tree = new(document);
    private bool _started;

    public void Write()
    {
        WriteChildren(document.Body, 0);
        if (_started)
        {
            writer.Write('\n');
        }
    }

    private void WriteChildren(NodeItem node, int depth)
    {
        if (depth > DocumentTree.MaxDepth)
        {
            return;
        }

        foreach (var child in node.Children)
        {
            WriteNode(_tree.Resolve(child), depth + 1);
        }
    }

    private void WriteNode(NodeItem? node, int depth)
    {
        switch (node)
        {
            case null or { ContentLayer: not ContentLayers.Body }:
                break;
            case GroupItem { Label: Labels.List or "ordered_list" } list:
                StartPart();
                WriteList(list, 0, depth, true);
                break;
            case GroupItem { Label: "inline" } inline:
                WritePart(string.Join(' ', inline.Children.Select(_tree.Resolve).OfType<TextItem>()
                    .Select(item => MarkdownLinks.Around(item, MarkdownEscape.Text(item.Text)))));
                break;
            case GroupItem group:
                WriteChildren(group, depth);
                break;
            case TextItem text:
                WritePart(TextOf(text));
                WriteChildren(text, depth);
                break;
            case TableItem table:
                WriteCaptions(table);
                WriteTable(table.Data);
                break;
            case PictureItem picture:
                WriteCaptions(picture);
                WritePart("<!-- image -->");
                break;
        }
    }

    private static string TextOf(TextItem item) => item.Label switch
    {
        _ when item.Text.Length == 0 => item is { Label: Labels.Formula, Orig.Length: > 0 } ? "<!-- formula-not-decoded -->" : "",
        Labels.Title => $"# {Linked(item)}",
        Labels.SectionHeader =>
            $"{new string('#', Math.Clamp((item.Level ?? 1) + 1, 2, MaxHashes))} {Linked(item)}",
        Labels.Code => Fenced(item.Text),
        Labels.Formula => $"$${item.Text}$$",
        Labels.CheckBoxSelected => $"- [x] {Linked(item)}",
        Labels.CheckBoxUnselected => $"- [ ] {Linked(item)}",
        Labels.ListItem => ListLine(item),
        _ => Plain(Linked(item)),
    };

    private static string Linked(TextItem item) => MarkdownLinks.Around(item, MarkdownEscape.Text(item.Text));

    // The fence must be longer than any inside the code.
    private static string Fenced(string code)
    {
        var fence = "```";
        while (code.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}\n{code}\n{fence}";
    }

    // A paragraph that happens to start like a heading stays a paragraph.
    private static string Plain(string text) => text.StartsWith('#') ? $@"\{text}" : text;

    private static string ListLine(TextItem item)
    {
        var marker = item.Marker ?? "-";
        var text = Linked(item);
        if (marker is "-" or "*" or "+" || NumberMarker().IsMatch(marker))
        {
            return $"{marker} {text}";
        }

        return marker.Any(char.IsLetterOrDigit) ? $"- {marker} {text}" : $"- {text}";
    }

    private void WriteList(GroupItem list, int level, int depth, bool first)
    {
        if (depth > DocumentTree.MaxDepth)
        {
            return;
        }

        foreach (var child in list.Children.Select(_tree.Resolve))
        {
            if (child is TextItem { ContentLayer: ContentLayers.Body } item)
            {
                writer.Write(first ? "" : "\n");
                writer.Write(new string(' ', level * IndentSpaces));
                writer.Write(item.Label == Labels.ListItem ? ListLine(item) : MarkdownEscape.Text(item.Text));
                first = false;
                foreach (var nested in item.Children.Select(_tree.Resolve).OfType<GroupItem>())
                {
                    WriteList(nested, level + 1, depth + 1, first);
                }
            }
            else if (child is GroupItem nested)
            {
                WriteList(nested, level + 1, depth + 1, first);
                first = false;
            }
        }
    }

    private void WriteCaptions(FloatingItem item)
    {
        WritePart(string.Join(' ', item.Captions.Select(_tree.Resolve).OfType<TextItem>().Select(Linked)));
    }

    private void WriteTable(TableData data)
    {
        var grid = data.Grid;
        if (grid.Length == 0)
        {
            return;
        }

        StartPart();
        for (var row = 0; row < grid.Length; row++)
        {
            writer.Write(row == 0 ? "|" : "\n|");
            foreach (var cell in grid[row])
            {
                writer.Write($" {MarkdownEscape.Cell(cell.Text)} |");
            }

            if (row == 0)
            {
                writer.Write("\n|");
                foreach (var _ in grid[row])
                {
                    writer.Write(" - |");
                }
            }
        }
    }

    private void WritePart(string text)
    {
        if (text.Length > 0)
        {
            StartPart();
            writer.Write(text);
        }
    }

    private void StartPart()
    {
        writer.Write(_started ? "\n\n" : "");
        _started = true;
    }

    [GeneratedRegex(@"^\d+\.$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberMarker();
}
