using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>The text of a paragraph with all changes accepted, and what stands in it that is no text.</summary>
internal sealed class WordRuns(WordParts parts)
{
    private readonly Runs _runs = new();
    private int _instructions;

    /// <summary>Pictures and charts, in order: what holds each.</summary>
    public List<XElement> Drawings { get; } = [];

    /// <summary>Boxes of text that float beside the paragraph.</summary>
    public List<XElement> TextBoxes { get; } = [];

    public List<string> Footnotes { get; } = [];

    public List<string> Endnotes { get; } = [];

    /// <summary>Set by a box to tick at the beginning.</summary>
    public bool? Checked { get; private set; }

    public IReadOnlyList<Run> Take() => _runs.Take();

    public string TakeText() => _runs.TakeText();

    public void Add(XElement paragraph)
    {
        var style = parts.Styles.Of(paragraph.Child("pPr", "pStyle").Value("val"));
        // Headings are bold by their style; that is what a heading is.
        var isPlain = style.HeadingLevel is not null || style.IsTitle;
        foreach (var child in paragraph.Elements())
        {
            Visit(child, new Look(isPlain ? null : style, null));
        }
    }

    /// <summary>The form for programs that do not know the first one: it says the same again.</summary>
    public static bool IsFallback(XElement element) => element.Ancestors().Any(outer => outer.Is("Fallback"));

    private void Visit(XElement element, Look look)
    {
        switch (element.Name())
        {
            case "pPr" or "rPr" or "del" or "moveFrom" or "Fallback" or "instrText" or "delText" or "sdtPr":
                break;
            case "r" when element.Child("rPr", "vanish") is { } hidden && hidden.IsOn():
                break;
            case "r":
                VisitAll(element, look with { Run = element.Child("rPr") });
                break;
            case "hyperlink":
                VisitAll(element, look with { Link = Links.Of(parts.Relations.Address(element.Value("id"))) });
                break;
            case "fldChar":
                // Between its beginning and its middle a field says how it is made, then what came of it.
                _instructions += element.Value("fldCharType") switch
                {
                    "begin" => 1,
                    "separate" or "end" when _instructions > 0 => -1,
                    _ => 0,
                };
                break;
            case "t" when _instructions == 0:
                _runs.Add(new Run(element.Value, look.Formatting, look.Link));
                break;
            case "tab" or "ptab" when element.Parent!.Is("r"):
                _runs.Add(new Run(" ", look.Formatting, look.Link));
                break;
            case "br" or "cr":
                _runs.Add(new Run("\n", look.Formatting, look.Link));
                break;
            case "noBreakHyphen":
                _runs.Add(new Run("-", look.Formatting, look.Link));
                break;
            case "sym" when element.Value("char") is { } code && WordSymbols.Of(code) is { } letter:
                _runs.Add(new Run(letter, look.Formatting, look.Link));
                break;
            case "footnoteReference" when element.Value("id") is { } id:
                Footnotes.Add(id);
                break;
            case "endnoteReference" when element.Value("id") is { } id:
                Endnotes.Add(id);
                break;
            case "oMath":
                _runs.Add(new Run(OfficeMath.Tex(element), Kind: RunKind.Formula));
                break;
            case "drawing" or "pict" or "object":
                VisitDrawing(element);
                break;
            case "sdt":
                Checked ??= element.Child("sdtPr", "checkbox") is { } box && _runs.IsEmpty ? box.Child("checked").IsOn() : null;
                VisitAll(element, look);
                break;
            case "p" or "tbl":
                break;
            default:
                VisitAll(element, look);
                break;
        }
    }

    private void VisitAll(XElement element, Look look)
    {
        foreach (var child in element.Elements())
        {
            Visit(child, look);
        }
    }

    private void VisitDrawing(XElement drawing)
    {
        var boxes = drawing.Inside("txbxContent").Where(box => !box.Ancestors().TakeWhile(outer => outer != drawing)
            .Any(outer => outer.Is("Fallback") || outer.Is("txbxContent"))).ToList();
        TextBoxes.AddRange(boxes);
        if (boxes.Count == 0 || drawing.Inside("blip").Any())
        {
            Drawings.Add(drawing);
        }
    }

    private readonly record struct Look(WordStyle? Style, string? Link, XElement? Run = null)
    {
        public Formatting? Formatting => Runs.Look(
            Run.Child("b") is { } bold ? bold.IsOn() : Style?.Bold == true,
            Run.Child("i") is { } italic ? italic.IsOn() : Style?.Italic == true,
            Run.Child("u") is { } underline && underline.IsOn() && Link is null,
            (Run.Child("strike") is { } strike && strike.IsOn()) || (Run.Child("dstrike") is { } twice && twice.IsOn()),
            Run.Child("vertAlign").Value("val") switch { "superscript" => "super", "subscript" => "sub", _ => "baseline" });
    }
}
