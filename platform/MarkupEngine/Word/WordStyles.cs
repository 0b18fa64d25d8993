using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>What a paragraph's style says of it, its parents' styles included.</summary>
/// <param name="Name">As the program calls it: <c>heading 1</c>, <c>Title</c>.</param>
/// <param name="Outline">0 for the highest level; null for body text.</param>
internal sealed record WordStyle(string Name, int? Outline, string? NumId, int? ListLevel, bool Bold, bool Italic)
{
    private const int Levels = 9;

    /// <summary>1 for the highest; null for none.</summary>
    public int? HeadingLevel => Outline is >= 0 and < Levels ? Outline + 1 : null;

    public bool IsTitle => Name.Equals("Title", StringComparison.OrdinalIgnoreCase);

    public bool IsCaption => Name.Equals("caption", StringComparison.OrdinalIgnoreCase);

    public bool IsCode => Name.Contains("code", StringComparison.OrdinalIgnoreCase)
        || Name.Contains("preformatted", StringComparison.OrdinalIgnoreCase);

    public bool IsList => Name.StartsWith("List ", StringComparison.OrdinalIgnoreCase);
}

internal sealed class WordStyles
{
    private const int MaxParents = 16;

    private readonly Dictionary<string, XElement> _byId = [];
    private readonly Dictionary<string, WordStyle> _known = [];
    private readonly WordStyle _normal = new("", null, null, null, Bold: false, Italic: false);

    public WordStyles(XElement? styles)
    {
        foreach (var style in styles.Children("style"))
        {
            if (style.Value("styleId") is { } id)
            {
                _byId.TryAdd(id, style);
            }
        }
    }

    public WordStyle Of(string? id)
    {
        if (id is null)
        {
            return _normal;
        }

        if (!_known.TryGetValue(id, out var style))
        {
            _known[id] = style = Resolve(id);
        }

        return style;
    }

    private WordStyle Resolve(string id)
    {
        var chain = new List<XElement>();
        for (var next = id; next is not null && chain.Count < MaxParents && _byId.TryGetValue(next, out var style);)
        {
            chain.Add(style);
            next = style.Child("basedOn").Value("val");
        }

        var name = chain.Count > 0 ? chain[0].Child("name").Value("val") ?? id : id;
        var numbering = chain.Select(style => style.Child("pPr", "numPr")).FirstOrDefault(found => found is not null);
        return new WordStyle(
            name, chain.Select(style => style.Child("pPr", "outlineLvl").Number("val")).FirstOrDefault(level => level is not null)
                ?? OutlineByName(name),
            numbering.Child("numId").Value("val"), numbering.Child("ilvl").Number("val"),
            chain.Exists(style => style.Child("rPr", "b") is { } bold && bold.IsOn()),
            chain.Exists(style => style.Child("rPr", "i") is { } italic && italic.IsOn()));
    }

    private static int? OutlineByName(string name) =>
        name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var level) ? level - 1
        : name.StartsWith("heading", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(7), out level)
            ? level - 1 : null;
}
