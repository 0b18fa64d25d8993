using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Slides;

/// <summary>Paragraphs of drawings.</summary>
internal static class DrawingText
{
    public static IReadOnlyList<Run> Runs(XElement paragraph, Relations relations)
    {
        var runs = new Runs();
        foreach (var part in paragraph.Elements())
        {
            switch (part.Name())
            {
                case "r" or "fld":
                    var look = part.Child("rPr");
                    var link = Links.Of(relations.Address(look.Child("hlinkClick").Value("id")));
                    runs.Add(new Run(part.Child("t")?.Value ?? "", Look(look, link), link));
                    break;
                case "br":
                    runs.Add(" ");
                    break;
                case "m" or "AlternateContent":
                    runs.AddAll(part.Inside("oMath").Take(1)
                        .Select(math => new Run(OfficeMath.Tex(math), Kind: RunKind.Formula)));
                    break;
                default:
                    break;
            }
        }

        return runs.Take();
    }

    /// <summary>All paragraphs as one line.</summary>
    public static string Of(XElement? body, Relations relations) => string.Join(
        ' ', body.Children("p").Select(paragraph => Building.Runs.TextOf(Runs(paragraph, relations)))
            .Where(text => text.Length > 0));

    private static Formatting? Look(XElement? look, string? link) => Building.Runs.Look(
        look.Value("b") is "1" or "true", look.Value("i") is "1" or "true", link is null && look.Value("u") is { } line
            && line != "none",
        look.Value("strike") is { } strike && strike != "noStrike",
        look.Number("baseline") switch { > 0 => "super", < 0 => "sub", _ => "baseline" });
}
