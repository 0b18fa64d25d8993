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

    public IEnumerable<ScriptBlock> Read() => Of(_tree.Children(document.Body, 0), 0);

    private IEnumerable<ScriptBlock> Of(IEnumerable<NodeItem> nodes, int depth) => nodes
        .Where(node => node.ContentLayer is ContentLayers.Body)
        .SelectMany(node => node switch
        {
            TextItem text => OfText(text, depth + 1),
            FloatingItem floating => OfFloating(floating),
            GroupItem { Label: Labels.Inline } group => OfRuns([.. _tree.Texts(group.Children)]),
            _ => Of(_tree.Children(node, depth + 1), depth + 1),
        });

    private static IEnumerable<ScriptBlock> OfRuns(IReadOnlyList<TextItem> runs) =>
        [Block(Labels.Text, RunText.Join(runs), PageOf(runs))];

    private IEnumerable<ScriptBlock> OfText(TextItem item, int depth)
    {
        var runs = _tree.Runs(item);
        var (text, page) = (RunText.Join(runs), Math.Max(PageOf([item]), PageOf(runs)));
        return item.Label switch
        {
            Labels.Code or Labels.PageHeader or Labels.PageFooter or "empty_value" => [],
            Labels.Footnote when !settings.Footnotes => [],
            Labels.Title => [Block(item.Label, text, page, 0)],
            Labels.SectionHeader =>
                [Block(item.Label, text, page, Chapter(item.Level ?? 1)), .. Of(_tree.Inside(item, depth), depth)],
            Labels.ListItem => [Block(item.Label, ListText(item, text), page), .. Of(_tree.Inside(item, depth), depth)],
            _ => [Block(item.Label, text, page)],
        };
    }

    private IEnumerable<ScriptBlock> OfFloating(FloatingItem item)
    {
        foreach (var caption in _tree.Texts(item.Captions))
        {
            yield return Block(Labels.Caption, caption.Text, PageOf([item]));
        }

        if (settings.Tables && item is TableItem table)
        {
            foreach (var row in table.Data.TableCells.GroupBy(cell => cell.StartRowOffsetIdx).OrderBy(row => row.Key))
            {
                var cells = row.OrderBy(cell => cell.StartColOffsetIdx).Select(cell => cell.Text.Trim())
                    .Where(text => text.Length > 0);
                yield return Block(Labels.ListItem, string.Join(", ", cells), PageOf([item]));
            }
        }
    }

    private static ScriptBlock Block(string label, string text, int pageNo, int? chapterLevel = null) =>
        new(label, text, chapterLevel, Pauses.AfterMs(label)) { PageNo = pageNo };

    private static int PageOf(IReadOnlyList<DocItem> items) => items is [{ Prov: [var place, ..] }, ..] ? place.PageNo : 0;

    private int? Chapter(int level) => level <= settings.ChapterLevel ? level : null;

    // "2." before a text would be a sentence of its own.
    private static string ListText(TextItem item, string text) =>
        item.Enumerated == true && item.Marker?.Trim(' ', '.', ')', '(', ':') is { Length: > 0 } marker
            ? $"{marker}, {text}" : text;
}
