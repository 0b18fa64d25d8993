using DaprProcessing.DocumentEngine.Hosting;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// What PDFium does not tell of a file's pages, read by PdfPig where a file gives reason to ask: how many there are,
/// whatever the tree claims, and the size of the unit that each is measured in.
/// </summary>
/// <param name="Units">One for each page, in 1/72 inch.</param>
internal sealed record PageTree(List<double> Units)
{
    private const double MaxUnit = 75_000;
    private const int MaxDepth = 64;

    /// <returns>Null where the second parser does not read the file.</returns>
    public static PageTree? TryRead(string path, string? password)
    {
        try
        {
            using var document = SecondOpinion.Load(path, password);
            var tree = new PageTree([]);
            tree.Walk(document, document.Structure.Catalog.CatalogDictionary.Data.GetValueOrDefault("Pages"), 0, []);
            return tree;
        }
        catch (DocumentFault)
        {
            return null;
        }
        catch (Exception problem) when (SecondOpinion.IsOfTheFile(problem))
        {
            return null;
        }
    }

    private void Walk(UglyToad.PdfPig.PdfDocument document, IToken? node, int depth, HashSet<IndirectReference> seen)
    {
        if (node is IndirectReferenceToken reference)
        {
            // A tree that has a branch twice is none.
            node = seen.Add(reference.Data) ? document.Structure.GetObject(reference.Data)?.Data : null;
        }

        if (node is not DictionaryToken dictionary || depth > MaxDepth || Units.Count >= ReadablePages.Most)
        {
            return;
        }

        if (!dictionary.Data.TryGetValue("Kids", out var kids))
        {
            Units.Add(UnitOf(dictionary));
            return;
        }

        var array = kids is IndirectReferenceToken elsewhere ? document.Structure.GetObject(elsewhere.Data)?.Data : kids;
        foreach (var kid in (array as ArrayToken)?.Data ?? [])
        {
            Walk(document, kid, depth + 1, seen);
        }
    }

    private static double UnitOf(DictionaryToken page) =>
        page.Data.TryGetValue("UserUnit", out var token) && token is NumericToken { Data: > 0 and <= MaxUnit } unit
            ? unit.Data : 1;
}
