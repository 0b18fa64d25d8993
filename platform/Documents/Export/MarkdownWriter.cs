using System.Text.RegularExpressions;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

internal sealed partial class MarkdownWriter(DoclingDocument document, TextWriter writer)
{
    private const int IndentSpaces = 4;

    /// <summary>Seven are no heading to a reader of Markdown.</summary>
    private const int MaxHashes = 6;

    /// <summary>Stands where a picture does.</summary>
    public const string Picture = "<!-- image -->";

    /// <summary>Stands where a formula does that nobody has read.</summary>
    public const string Formula = "<!-- formula-not-decoded -->";

    private readonly DocumentTree _tree = new(document);
    private TextWriter _writer = writer;
    private bool _started;

    public void Write()
    {
        WriteChildren(document.Body, 0);
        if (_started)
        {
            _writer.Write('\n');
        }
    }

    private void WriteChildren(NodeItem node, int depth)
    {
        foreach (var child in _tree.Inside(node, depth))
        {
            WriteNode(child, depth + 1);
        }
    }

    private void WriteNode(NodeItem node, int depth)
    {
        switch (node)
        {
            case { ContentLayer: not ContentLayers.Body }:
                break;
            case GroupItem { Label: Labels.List or "ordered_list" } list:
                StartPart();
                WriteList(list, 0, depth, true);
                break;
            case GroupItem { Label: Labels.Inline } inline:
                WritePart(Plain(MarkdownRuns.Of([.. _tree.Texts(inline.Children)])));
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
                WritePart(PictureDescription.Of(picture) is { } seen ? MarkdownLinks.Picture(seen) : Picture);
                break;
        }
    }

    private string TextOf(TextItem item)
    {
        var text = MarkdownRuns.Of(_tree.Runs(item));
        return item.Label switch
        {
            Labels.Formula when item is { Text.Length: 0, Orig.Length: > 0 } => Formula,
            _ when text.Length == 0 => "",
            Labels.Title => $"# {text}",
            Labels.SectionHeader => $"{new string('#', Math.Clamp((item.Level ?? 1) + 1, 2, MaxHashes))} {text}",
            Labels.Code => Fenced(item.Text),
            Labels.Formula => $"$${item.Text}$$",
            Labels.CheckBoxSelected or Labels.CheckBoxUnselected or Labels.ListItem => ListLine(item, text),
            _ => Plain(text),
        };
    }

    private static string Fenced(string code)
    {
        var fence = MarkdownEscape.Fence(code, "```");
        return $"{fence}\n{code}\n{fence}";
    }

    // A paragraph that happens to start like a heading stays a paragraph.
    private static string Plain(string text) => text.StartsWith('#') ? $@"\{text}" : text;

    private static string ListLine(TextItem item, string text)
    {
        if (item.Label is Labels.CheckBoxSelected or Labels.CheckBoxUnselected)
        {
            return $"- [{(item.Label == Labels.CheckBoxSelected ? 'x' : ' ')}] {text}";
        }

        var marker = item.Marker ?? "-";
        if (marker is "-" or "*" or "+" || NumberMarker().IsMatch(marker))
        {
            return $"{marker} {text}";
        }

        return marker.Any(char.IsLetterOrDigit) ? $"- {marker} {text}" : $"- {text}";
    }

    private void WriteList(GroupItem list, int level, int depth, bool first)
    {
        foreach (var child in _tree.Children(list, depth))
        {
            if (child is TextItem { ContentLayer: ContentLayers.Body } item)
            {
                _writer.Write(first ? "" : "\n");
                _writer.Write(new string(' ', level * IndentSpaces));
                var text = MarkdownRuns.Of(_tree.Runs(item));
                _writer.Write(item.Label is Labels.ListItem or Labels.CheckBoxSelected or Labels.CheckBoxUnselected
                    ? ListLine(item, text) : text);
                first = false;
                WriteInside(item, level, depth);
            }
            else if (child is GroupItem nested)
            {
                WriteList(nested, level + 1, depth + 1, first);
                first = false;
            }
        }
    }

    // Lists inside an item follow its line; other blocks stand under it, indented as its text is.
    private void WriteInside(TextItem item, int level, int depth)
    {
        foreach (var inside in _tree.Inside(item, depth + 1))
        {
            if (inside is GroupItem { Label: not Labels.Inline } nested)
            {
                WriteList(nested, level + 1, depth + 1, first: false);
            }
            else if (Apart(inside, depth + 2) is { Length: > 0 } block)
            {
                var indent = new string(' ', (level + 1) * IndentSpaces);
                _writer.Write($"\n\n{indent}{block.Replace("\n", $"\n{indent}", StringComparison.Ordinal)}\n");
            }
        }
    }

    private string Apart(NodeItem node, int depth)
    {
        var (outer, started) = (_writer, _started);
        var inner = new StringWriter { NewLine = "\n" };
        (_writer, _started) = (inner, false);
        WriteNode(node, depth);
        (_writer, _started) = (outer, started);
        return inner.ToString();
    }

    private void WriteCaptions(FloatingItem item) =>
        WritePart(string.Join(' ', _tree.Texts(item.Captions).Select(caption => MarkdownRuns.Of(_tree.Runs(caption)))));

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
            _writer.Write(row == 0 ? "|" : "\n|");
            foreach (var cell in grid[row])
            {
                _writer.Write($" {MarkdownEscape.Cell(cell.Text)} |");
            }

            if (row == 0)
            {
                _writer.Write("\n|");
                foreach (var _ in grid[row])
                {
                    _writer.Write(" - |");
                }
            }
        }
    }

    private void WritePart(string text)
    {
        if (text.Length > 0)
        {
            StartPart();
            _writer.Write(text);
        }
    }

    private void StartPart()
    {
        _writer.Write(_started ? "\n\n" : "");
        _started = true;
    }

    [GeneratedRegex(@"^\d+\.$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberMarker();
}
