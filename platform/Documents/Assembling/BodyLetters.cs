using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// The letters and digits that a document has to say in Markdown and in plain text: all of its body, without what stands in
/// pictures. Gathered from its lists of items, not by its tree: an item that the tree does not lead to is missed.
/// </summary>
internal sealed class BodyLetters
{
    private readonly DocumentTree _tree;
    private readonly HashSet<string> _captions;

    private BodyLetters(DoclingDocument document)
    {
        _tree = new DocumentTree(document);
        _captions = [.. document.Tables.Concat<FloatingItem>(document.Pictures).SelectMany(item => item.Captions)
            .Select(caption => caption.Ref)];
    }

    /// <summary>By <see cref="LetterCounts"/>.</summary>
    public static (IReadOnlyList<int> Markdown, IReadOnlyList<int> Text) Of(DoclingDocument document)
    {
        var body = new BodyLetters(document);
        var (markdown, text) = (new MarkdownLetters(), LetterCounts.Empty());
        foreach (var item in document.Texts.Where(body.IsSaid))
        {
            var isTicked = item.Label == Labels.CheckBoxSelected;
            var isRaw = item.Label is Labels.Code or Labels.Formula;
            markdown.Add($"{(item.Label == Labels.ListItem ? item.Marker : isTicked ? "x" : "")} ");
            markdown.Add($"{(isRaw ? item.Text : MarkdownEscape.Text(item.Text))} ");
            LetterCounts.Add(text, $"{(item is { Label: Labels.ListItem, Enumerated: true } ? item.Marker : "")} {item.Text}");
        }

        foreach (var table in document.Tables.Where(body.IsSaid))
        {
            foreach (var cell in table.Data.TableCells)
            {
                LetterCounts.Add(text, cell.Text);
            }

            // Markdown has no cells that span others: it says them in each place.
            foreach (var cell in table.Data.Grid.SelectMany(row => row))
            {
                markdown.Add($"{MarkdownEscape.Cell(cell.Text)} ");
            }
        }

        foreach (var picture in document.Pictures.Where(body.IsSaid))
        {
            markdown.Add($"{(PictureDescription.Of(picture) is { } seen ? MarkdownLinks.Picture(seen) : "")} ");
        }

        return (markdown.Letters, text);
    }

    private bool IsSaid(NodeItem item)
    {
        var isCaption = _captions.Contains(item.SelfRef);
        var node = item;
        for (var depth = 0; depth < DocumentTree.MaxDepth; depth++)
        {
            if (node.ContentLayer != ContentLayers.Body || (node is FloatingItem && node != item && !isCaption))
            {
                return false;
            }

            if (node.Parent is not { } parent || _tree.Resolve(parent) is not { } above)
            {
                return true;
            }

            node = above;
        }

        // So deep the writers do not go: what stands there is lost, and is to be told.
        return true;
    }
}
