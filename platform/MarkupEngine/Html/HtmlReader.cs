using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>HTML as browsers understand it: scripts are not run, nothing it names is fetched.</summary>
internal sealed class HtmlReader(byte[] content) : IUnits
{
    private const int MaxDepth = 400;
    private const int MaxBytes = 64 << 20;

    public int Count => 1;

    public void Write(int unit, Flow flow) => Write(Parse(content), flow, _ => null);

    /// <param name="pictures">Finds a picture by the address that the document has for it.</param>
    public static void Write(IHtmlDocument document, Flow flow, Func<string, byte[]?> pictures)
    {
        flow.Property("title", document.Title);
        flow.Property("author", Meta(document, "author"));
        flow.Property("description", Meta(document, "description"));
        flow.Property("language", document.DocumentElement.GetAttribute("lang"));
        if (document.Body is { } body)
        {
            new HtmlBlocks(flow, pictures).Write(body);
        }
    }

    public static IHtmlDocument Parse(string html) => Parse([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(html)]);

    public static IHtmlDocument Parse(byte[] content)
    {
        if (content.Length > MaxBytes)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"The HTML is longer than {MaxBytes >> 20} MiB.");
        }

        // Where letters have two bytes, no tag would be seen to open.
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Parse(DecodedText.Of(content));
        }

        HtmlDepth.Check(content);
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(new MemoryStream(content));
        CheckDepth(document);
        return document;
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    // Without recursion: what follows has some.
    private static void CheckDepth(IHtmlDocument document)
    {
        var (node, depth) = ((INode)document, 0);
        while (true)
        {
            if (node.FirstChild is { } child)
            {
                (node, depth) = (child, depth + 1);
                if (depth > MaxDepth)
                {
                    throw new DocumentFault(FailureCodes.ResourceLimit, $"The document nests deeper than {MaxDepth} elements.");
                }

                continue;
            }

            while (node.NextSibling is null)
            {
                if (node.Parent is not { } parent || parent == document)
                {
                    return;
                }

                (node, depth) = (parent, depth - 1);
            }

            node = node.NextSibling;
        }
    }

    private static string? Meta(IHtmlDocument document, string name) =>
        document.Head?.QuerySelector($"meta[name={name}]")?.GetAttribute("content");
}
