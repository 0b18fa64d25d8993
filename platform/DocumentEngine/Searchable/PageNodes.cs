using DaprProcessing.DocumentEngine.Documents;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>A page's own object, with the resources it has or inherits.</summary>
internal sealed record PageNode(IndirectReference Reference, DictionaryToken Dictionary, IToken? Resources);

/// <summary>The pages of a file in order, by following its page tree.</summary>
internal sealed class PageNodes(UglyToad.PdfPig.PdfDocument document)
{
    private const int MaxDepth = 64;

    /// <summary>Null stands for a page that has no object of its own.</summary>
    private readonly List<PageNode?> _pages = [];
    private readonly HashSet<IndirectReference> _branches = [];

    public static IReadOnlyList<PageNode?> Of(UglyToad.PdfPig.PdfDocument document)
    {
        var nodes = new PageNodes(document);
        nodes.Walk(document.Structure.Catalog.CatalogDictionary.Data.GetValueOrDefault("Pages"), null, 0);
        return nodes._pages;
    }

    /// <summary>What a token stands for: itself, or the object it refers to.</summary>
    public static IToken? Resolve(UglyToad.PdfPig.PdfDocument document, IToken? token)
    {
        for (var hops = 0; token is IndirectReferenceToken reference && hops < MaxDepth; hops++)
        {
            token = document.Structure.GetObject(reference.Data)?.Data;
        }

        return token;
    }

    private void Walk(IToken? node, IToken? inherited, int depth)
    {
        var reference = (node as IndirectReferenceToken)?.Data;
        if (Resolve(document, node) is not DictionaryToken dictionary || depth > MaxDepth || _pages.Count >= ReadablePages.Most)
        {
            return;
        }

        var resources = dictionary.Data.GetValueOrDefault("Resources") ?? inherited;
        if (!dictionary.Data.TryGetValue("Kids", out var kids))
        {
            _pages.Add(reference is { } own ? new PageNode(own, dictionary, resources) : null);
            return;
        }

        // A tree that has a branch twice is none.
        if (reference is { } branch && !_branches.Add(branch))
        {
            return;
        }

        foreach (var kid in (Resolve(document, kids) as ArrayToken)?.Data ?? [])
        {
            Walk(kid, resources, depth + 1);
        }
    }
}
