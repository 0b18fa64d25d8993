using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// The blocks of a document that a listener wants, in reading order: no page headers, footers, page numbers or code, captions of
/// pictures and tables but not what is written in them.
/// </summary>
internal sealed class ScriptBlocks(DoclingDocument document, ScriptSettings settings)
{
    private readonly DocumentTree _tree = new(document);

    public IEnumerable<ScriptBlock> Read() => Below(document.Body, 0);

    private IEnumerable<ScriptBlock> Below(NodeItem node, int depth)
    {
        if (depth > DocumentTree.MaxDepth)
        {
            return [];
        }

        return node.Children.Select(_tree.Resolve).OfType<NodeItem>()
            .Where(child => child.ContentLayer is ContentLayers.Body)
            .SelectMany(child => child switch
            {
                TextItem text => OfText(text, depth),
                FloatingItem floating => OfFloating(floating),
                GroupItem { Label: "inline" } group => [Block(Labels.Text, InlineText(group))],
                _ => Below(child, depth + 1),
            });
    }

    private IEnumerable<ScriptBlock> OfText(TextItem item, int depth) => item.Label switch
    {
        Labels.Code or Labels.PageHeader or Labels.PageFooter or "empty_value" => [],
        Labels.Footnote when !settings.Footnotes => [],
        Labels.Title => [Block(item.Label, item.Text, 0)],
        Labels.SectionHeader => [Block(item.Label, item.Text, Chapter(item.Level ?? 1)), .. Below(item, depth + 1)],
        Labels.ListItem => [Block(item.Label, ListText(item)), .. Below(item, depth + 1)],
        _ => [Block(item.Label, item.Text.Length > 0 ? item.Text : InlineText(item))],
    };

    private IEnumerable<ScriptBlock> OfFloating(FloatingItem item)
    {
        foreach (var caption in item.Captions.Select(_tree.Resolve).OfType<TextItem>())
        {
            yield return Block(Labels.Caption, caption.Text);
        }

        if (settings.Tables && item is TableItem table)
        {
            foreach (var row in table.Data.TableCells.GroupBy(cell => cell.StartRowOffsetIdx).OrderBy(row => row.Key))
            {
                var cells = row.OrderBy(cell => cell.StartColOffsetIdx).Select(cell => cell.Text.Trim())
                    .Where(text => text.Length > 0);
                yield return Block(Labels.ListItem, string.Join(", ", cells));
            }
        }
    }

    private static ScriptBlock Block(string label, string text, int? chapterLevel = null) =>
        new(label, text, chapterLevel, Pauses.AfterMs(label));

    private int? Chapter(int level) => level <= settings.ChapterLevel ? level : null;

    // "2." before a text would be a sentence of its own.
    private static string ListText(TextItem item) =>
        item.Enumerated == true && item.Marker?.Trim(' ', '.', ')', '(', ':') is { Length: > 0 } marker
            ? $"{marker}, {item.Text}" : item.Text;

    private string InlineText(NodeItem group) =>
        string.Join(' ', group.Children.Select(_tree.Resolve).OfType<TextItem>().Select(item => item.Text));
}
