using System.Xml.Linq;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>Formulas of Office files as TeX, as far as TeX and Office say the same.</summary>
internal static class OfficeMath
{
    public static string Tex(XElement math) => string.Concat(math.Elements().Select(Part)).Trim();

    private static string Part(XElement element) => element.Name() switch
    {
        "r" => string.Concat(element.Children("t").Select(text => text.Value)),
        "f" => $"\\frac{{{Of(element, "num")}}}{{{Of(element, "den")}}}",
        "sSup" => $"{Of(element, "e")}^{{{Of(element, "sup")}}}",
        "sSub" => $"{Of(element, "e")}_{{{Of(element, "sub")}}}",
        "sSubSup" => $"{Of(element, "e")}_{{{Of(element, "sub")}}}^{{{Of(element, "sup")}}}",
        "rad" when Of(element, "deg") is { Length: > 0 } degree => $"\\sqrt[{degree}]{{{Of(element, "e")}}}",
        "rad" => $"\\sqrt{{{Of(element, "e")}}}",
        "d" => Delimited(element),
        "nary" => Operator(element),
        "func" => $"{Of(element, "fName")} {Of(element, "e")}",
        "limLow" => $"{Of(element, "e")}_{{{Of(element, "lim")}}}",
        "limUpp" => $"{Of(element, "e")}^{{{Of(element, "lim")}}}",
        "bar" => $"\\overline{{{Of(element, "e")}}}",
        "m" => $"\\begin{{matrix}}{string.Join(" \\\\ ", element.Children("mr").Select(Row))}\\end{{matrix}}",
        "rPr" or "ctrlPr" => "",
        var name when name.EndsWith("Pr", StringComparison.Ordinal) => "",
        _ => Tex(element),
    };

    private static string Of(XElement element, string child) => element.Child(child) is { } found ? Tex(found) : "";

    private static string Row(XElement row) => string.Join(" & ", row.Children("e").Select(Tex));

    private static string Delimited(XElement element)
    {
        var properties = element.Child("dPr");
        var (open, close) = (properties.Child("begChr").Value("val") ?? "(", properties.Child("endChr").Value("val") ?? ")");
        return $"{open}{string.Join(properties.Child("sepChr").Value("val") ?? "|", element.Children("e").Select(Tex))}{close}";
    }

    private static string Operator(XElement element)
    {
        var sign = element.Child("naryPr", "chr").Value("val") switch
        {
            "∑" => "\\sum",
            "∏" => "\\prod",
            "∫" or null => "\\int",
            var other => other,
        };
        var (low, high) = (Of(element, "sub"), Of(element, "sup"));
        return $"{sign}{(low.Length > 0 ? $"_{{{low}}}" : "")}{(high.Length > 0 ? $"^{{{high}}}" : "")} {Of(element, "e")}";
    }
}
