using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Puts page layouts together to one document: headings, lists, running heads, paragraphs over page breaks. Linear
/// time.</summary>
public static class DocumentAssembler
{
    /// <param name="origin">The file; its name without extension names the document.</param>
    /// <param name="pages">Any order; a page number that comes twice counts once. Missing pages are left out.</param>
    /// <param name="facts">What the file says of itself; null for nothing.</param>
    public static DoclingDocument Assemble(DocumentOrigin origin, IEnumerable<PageLayout> pages, DocumentFacts? facts = null)
    {
        var ordered = pages.DistinctBy(page => page.PageNo).OrderBy(page => page.PageNo).ToList();
        var blocks = ordered.SelectMany(page => page.Blocks.Select((block, index) => new PlacedBlock(page, block, index)))
            .ToList();
        FurnitureFinder.Mark(blocks);
        HeadingLevels.Assign(blocks);
        TagHeadings.Assign(blocks);
        OutlineHeadings.Assign(blocks, facts?.Outline ?? []);
        var document = new DocumentWriter(origin, ordered).Write(blocks);
        document.Body.Meta = DocumentMeta.Of(facts);
        return document;
    }
}
