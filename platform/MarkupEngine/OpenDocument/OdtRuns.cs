using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.OpenDocument;

/// <summary>The text of a paragraph, and what stands in it that is none.</summary>
internal sealed class OdtRuns(OdtStyles styles)
{
    private readonly Runs _runs = new();

    /// <summary>Frames: pictures and boxes of text.</summary>
    public List<XElement> Frames { get; } = [];

    public List<XElement> Notes { get; } = [];

    public void Add(XElement paragraph, bool isPlain = false) =>
        Visit(paragraph, isPlain ? null : styles.Of(paragraph.Value("style-name")), null);

    public IReadOnlyList<Run> Take() => _runs.Take();

    public string TakeText() => _runs.TakeText();

    private void Visit(XElement parent, OdtStyle? style, string? link)
    {
        foreach (var node in parent.Nodes())
        {
            if (node is XText text)
            {
                Add(text.Value, style, link);
            }
            else if (node is XElement element)
            {
                Visit(element.Name(), element, style, link);
            }
        }
    }

    private void Visit(string name, XElement element, OdtStyle? style, string? link)
    {
        switch (name)
        {
            case "s":
                Add(new string(' ', Math.Clamp(element.Number("c") ?? 1, 1, 1000)), style, link);
                break;
            case "tab":
                Add(" ", style, link);
                break;
            case "line-break":
                Add("\n", style, link);
                break;
            case "span":
                Visit(element, Over(style, styles.Of(element.Value("style-name"))), link);
                break;
            case "a":
                Visit(element, style, Links.Of(element.Value("href")) ?? link);
                break;
            case "note":
                Notes.Add(element);
                break;
            case "frame" or "custom-shape":
                Frames.Add(element);
                break;
            case "annotation" or "annotation-end" or "tracked-changes" or "ruby-text" or "bookmark" or "bookmark-start":
                break;
            default:
                Visit(element, style, link);
                break;
        }
    }

    private void Add(string text, OdtStyle? style, string? link) => _runs.Add(new Run(
        text,
        style is null ? null
            : Runs.Look(style.Bold, style.Italic, style.Underline && link is null, style.Struck, style.Script), link));

    private static OdtStyle Over(OdtStyle? outer, OdtStyle inner) => outer is null ? inner : inner with
    {
        Bold = inner.Bold || outer.Bold, Italic = inner.Italic || outer.Italic, Underline = inner.Underline || outer.Underline,
        Struck = inner.Struck || outer.Struck, Script = inner.Script == "baseline" ? outer.Script : inner.Script,
    };
}
