using AngleSharp.Dom;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>How text looks, by the elements that it stands in.</summary>
internal readonly record struct HtmlStyle(
    bool Bold, bool Italic, bool Underline, bool Struck, string? Script, bool Code, string? Link)
{
    public HtmlStyle In(IElement element) => element.LocalName switch
    {
        "b" or "strong" => this with { Bold = true },
        "i" or "em" or "cite" or "dfn" or "var" => this with { Italic = true },
        "u" or "ins" => this with { Underline = true },
        "s" or "strike" or "del" => this with { Struck = true },
        "sub" => this with { Script = "sub" },
        "sup" => this with { Script = "super" },
        "code" or "kbd" or "samp" or "tt" => this with { Code = true },
        "a" => this with { Link = Links.Of(element.GetAttribute("href")) ?? Link },
        _ => this,
    };

    public Run Run(string text) => new(
        text, Runs.Look(Bold, Italic, Underline, Struck, Script ?? "baseline"), Link, Code ? RunKind.Code : RunKind.Text);
}
