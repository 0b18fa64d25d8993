using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// The content of a page and of the forms it draws, looked through for arrays and dictionaries inside each other before the
/// second parser follows them by recursion.
/// </summary>
internal static class ContentNesting
{
    private const int MaxForms = 200;
    private const int MaxDepth = 8;

    /// <exception cref="Hosting.DocumentFault">Nested too deep.</exception>
    public static void Check(UglyToad.PdfPig.PdfDocument document, PageNode? page)
    {
        if (page is null)
        {
            return;
        }

        var content = PageNodes.Resolve(document, page.Dictionary.Data.GetValueOrDefault("Contents"));
        foreach (var part in (content as ArrayToken)?.Data ?? [])
        {
            Check(PageNodes.Resolve(document, part) as StreamToken);
        }

        Check(content as StreamToken);

        CheckForms(document, page.Resources, 0, []);
    }

    private static void CheckForms(
        UglyToad.PdfPig.PdfDocument document, IToken? resources, int depth, HashSet<IToken> seen)
    {
        var objects = (PageNodes.Resolve(document, resources) as DictionaryToken)?.Data.GetValueOrDefault("XObject");
        if (depth > MaxDepth || PageNodes.Resolve(document, objects) is not DictionaryToken drawn)
        {
            return;
        }

        foreach (var token in drawn.Data.Values)
        {
            if (seen.Count < MaxForms && seen.Add(token) && PageNodes.Resolve(document, token) is StreamToken form
                && form.StreamDictionary.Data.GetValueOrDefault("Subtype") is NameToken { Data: "Form" })
            {
                Check(form);
                CheckForms(document, form.StreamDictionary.Data.GetValueOrDefault("Resources"), depth + 1, seen);
            }
        }
    }

    private static void Check(StreamToken? stream)
    {
        if (stream is not null)
        {
            NestingLimit.CheckContent(FlateBytes.Of(
                stream.Data.Span, isPacked: stream.StreamDictionary.Data.ContainsKey("Filter")));
        }
    }
}
