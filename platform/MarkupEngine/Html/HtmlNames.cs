using System.Collections.Frozen;
using AngleSharp.Dom;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>What elements are, by their names.</summary>
internal static class HtmlNames
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "nav", "p", "search", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
    ]);

    private static readonly FrozenSet<string> LeftOut = FrozenSet.ToFrozenSet(
    [
        "script", "style", "template", "noscript", "head", "title", "meta", "link", "iframe", "frame", "frameset", "object",
        "embed", "svg", "applet", "audio", "video", "canvas", "map", "select", "textarea", "button", "datalist", "rt", "rp",
        "colgroup",
    ]);

    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Programs, what runs in a page, what the page itself hides, and the marks that lead to notes and back.</summary>
    public static bool IsLeftOut(IElement element) => LeftOut.Contains(element.LocalName) || element.HasAttribute("hidden")
        || element.ClassName is "footnote-ref" or "footnote-back-ref"
        || element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal)
            .Contains("display:none", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What an element says, blocks apart by a blank.</summary>
    public static string TextOf(INode node) => node switch
    {
        IText text => text.Data,
        IElement element when IsLeftOut(element) => "",
        IElement { LocalName: "br" } => " ",
        IElement { LocalName: "math" } formula => Formula(formula),
        IElement { LocalName: "input" } box when box.GetAttribute("type") == "checkbox" => box.HasAttribute("checked") ? "☒ "
            : "☐ ",
        IElement element when IsBlock(element.LocalName) => $" {string.Concat(element.ChildNodes.Select(TextOf))} ",
        _ => string.Concat(node.ChildNodes.Select(TextOf)),
    };

    /// <summary>As TeX where the document has it beside, else what it says.</summary>
    public static string Formula(IElement math) => Blanks.Line(
        math.QuerySelector("annotation[encoding='application/x-tex']")?.TextContent
            ?? math.GetAttribute("alttext") ?? string.Concat(math.ChildNodes.Select(TextOf)));

    /// <summary>The bytes in the address; null where it has none that can be read.</summary>
    public static byte[]? OfDataUri(string address)
    {
        var comma = address.IndexOf(',');
        if (comma < 0 || !address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[((address.Length - comma) * 3 / 4) + 3];
        return Convert.TryFromBase64String(address[(comma + 1)..], bytes, out var length) ? bytes[..length] : null;
    }
}
