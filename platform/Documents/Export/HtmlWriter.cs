using System.Net;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>One document on its way to HTML. Every text is escaped: it comes from documents of others.</summary>
internal sealed class HtmlWriter(DoclingDocument document, TextWriter writer)
{
    private const int MaxHeading = 6;

    private readonly DocumentTree _tree = new(document);

    public void Write()
    {
        writer.Write("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"UTF-8\"/>\n");
        writer.Write($"<title>{Escape(document.Name)}</title>\n</head>\n<body>\n<div class='page'>\n");
        WriteChildren(document.Body, 0);
        writer.Write("</div>\n</body>\n</html>\n");
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
                WriteList(list, depth);
                break;
            case GroupItem { Label: Labels.Inline } inline:
                WriteElement("p", Inline([.. _tree.Texts(inline.Children)]));
                break;
            case GroupItem group:
                WriteChildren(group, depth);
                break;
            case TextItem text:
                WriteText(text);
                WriteChildren(text, depth);
                break;
            case TableItem table:
                WriteTable(table);
                break;
            case PictureItem picture:
                WriteFigure(picture);
                break;
        }
    }

    private void WriteText(TextItem item)
    {
        switch (item.Label)
        {
            case Labels.Title:
                WriteElement("h1", Inline(item));
                break;
            case Labels.SectionHeader:
                WriteElement($"h{Math.Clamp((item.Level ?? 1) + 1, 2, MaxHeading)}", Inline(item));
                break;
            case Labels.Code:
                WriteElement("pre", $"<code>{Escape(item.Text)}</code>");
                break;
            case Labels.CheckBoxSelected or Labels.CheckBoxUnselected:
                WriteElement("p", $"{CheckBox(item)}{Inline(item)}");
                break;
            default:
                WriteElement("p", Inline(item));
                break;
        }
    }

    private static string CheckBox(TextItem item) => item.Label switch
    {
        Labels.CheckBoxSelected => "<input type=\"checkbox\" disabled checked/> ",
        Labels.CheckBoxUnselected => "<input type=\"checkbox\" disabled/> ",
        _ => "",
    };

    private void WriteList(GroupItem list, int depth)
    {
        var items = _tree.Children(list, depth).Where(item => item.ContentLayer == ContentLayers.Body).ToList();
        var markers = new HtmlListMarkers(items.OfType<TextItem>().FirstOrDefault() is { Enumerated: true });
        var tag = markers.IsOrdered ? "ol" : "ul";
        writer.Write($"<{tag}>\n");
        foreach (var item in items)
        {
            if (item is GroupItem nested)
            {
                WriteList(nested, depth + 1);
                continue;
            }

            writer.Write($"<li{(item is TextItem marked ? markers.AttributeOf(marked) : "")}>");
            if (item is TextItem text)
            {
                writer.Write($"{CheckBox(text)}{Inline(text)}");
                WriteChildren(text, depth + 1);
            }
            else
            {
                WriteNode(item, depth + 1);
            }

            writer.Write("</li>\n");
        }

        writer.Write($"</{tag}>\n");
    }

    // A spanned cell is written once, where it starts.
    private void WriteTable(TableItem table)
    {
        writer.Write("<table>");
        var caption = CaptionOf(table);
        writer.Write(caption.Length > 0 ? $"<caption>{caption}</caption>" : "");
        writer.Write("<tbody>");
        var grid = table.Data.Grid;
        for (var row = 0; row < grid.Length; row++)
        {
            writer.Write("<tr>");
            for (var column = 0; column < grid[row].Length; column++)
            {
                if (grid[row][column] is { } cell && cell.StartRowOffsetIdx == row && cell.StartColOffsetIdx == column)
                {
                    WriteCell(cell);
                }
            }

            writer.Write("</tr>");
        }

        writer.Write("</tbody></table>\n");
    }

    private void WriteCell(TableCell cell)
    {
        var tag = cell.ColumnHeader || cell.RowHeader ? "th" : "td";
        var rows = cell.EndRowOffsetIdx - cell.StartRowOffsetIdx;
        var columns = cell.EndColOffsetIdx - cell.StartColOffsetIdx;
        writer.Write($"<{tag}");
        writer.Write(rows > 1 ? $" rowspan=\"{rows}\"" : "");
        writer.Write(columns > 1 ? $" colspan=\"{columns}\"" : "");
        writer.Write($">{Escape(cell.Text)}</{tag}>");
    }

    private void WriteFigure(PictureItem picture)
    {
        var caption = CaptionOf(picture);
        writer.Write(PictureDescription.Of(picture) is { } seen ? $"<figure aria-label=\"{Escape(seen)}\">" : "<figure>");
        writer.Write(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "");
        // Data URIs only: a page must not fetch what a document names.
        writer.Write(picture.Image is { } image && image.Uri.StartsWith("data:image/", StringComparison.Ordinal)
            ? $"<img src=\"{Escape(image.Uri)}\"/>"
            : "");
        writer.Write("</figure>\n");
    }

    private string CaptionOf(FloatingItem item) =>
        string.Join(' ', _tree.Texts(item.Captions).Select(Inline));

    private void WriteElement(string tag, string content)
    {
        if (content.Length > 0)
        {
            writer.Write($"<{tag}>{content}</{tag}>\n");
        }
    }

    private string Inline(TextItem item) => Inline(_tree.Runs(item));

    private static string Inline(IReadOnlyList<TextItem> runs) => RunText.Join(runs, (run, text) =>
    {
        text = Escape(text);
        text = run.Label == Labels.Code ? $"<code>{text}</code>" : text;
        text = run.Formatting is { Bold: true } ? $"<strong>{text}</strong>" : text;
        text = run.Formatting is { Italic: true } ? $"<em>{text}</em>" : text;
        text = run.Formatting is { Underline: true } ? $"<u>{text}</u>" : text;
        text = run.Formatting is { Strikethrough: true } ? $"<del>{text}</del>" : text;
        text = run.Formatting?.Script is "sub" or "super" ? Script(run.Formatting.Script, text) : text;
        return WebAddress.Of(run.Hyperlink) is { } address ? $"<a href=\"{Escape(address)}\">{text}</a>" : text;
    });

    private static string Script(string script, string text) => script == "sub" ? $"<sub>{text}</sub>" : $"<sup>{text}</sup>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
