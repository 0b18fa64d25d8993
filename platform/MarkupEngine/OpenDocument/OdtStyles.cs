using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.OpenDocument;

/// <summary>What the styles of a text say, their parents' included.</summary>
internal sealed record OdtStyle(string Name, bool Bold, bool Italic, bool Underline, bool Struck, string Script)
{
    public bool IsTitle => Name is "Title";

    public bool IsCode => Name.Contains("Preformatted", StringComparison.Ordinal)
        || Name.Contains("Code", StringComparison.OrdinalIgnoreCase);
}

internal sealed class OdtStyles
{
    private const int MaxParents = 16;

    private readonly Dictionary<string, XElement> _styles = [];
    private readonly Dictionary<string, XElement> _lists = [];
    private readonly Dictionary<string, OdtStyle> _known = [];

    public OdtStyles(params ReadOnlySpan<XElement?> roots)
    {
        foreach (var root in roots)
        {
            foreach (var style in root.Inside("style"))
            {
                _styles.TryAdd(style.Value("name") ?? "", style);
            }

            foreach (var list in root.Inside("list-style"))
            {
                _lists.TryAdd(list.Value("name") ?? "", list);
            }
        }
    }

    public OdtStyle Of(string? name)
    {
        name ??= "";
        if (!_known.TryGetValue(name, out var style))
        {
            _known[name] = style = Resolve(name);
        }

        return style;
    }

    /// <summary>The level of a list's style: a number or a bullet; null where nothing is said.</summary>
    public XElement? ListLevel(string? name, int level) => name is null ? null
        : _lists.GetValueOrDefault(name)?.Elements().FirstOrDefault(known => known.Number("level") == level + 1);

    private OdtStyle Resolve(string name)
    {
        var chain = new List<XElement>();
        for (var next = name; next is not null && chain.Count < MaxParents && _styles.TryGetValue(next, out var style);)
        {
            chain.Add(style);
            next = style.Value("parent-style-name");
        }

        // Automatic styles have names of no meaning; those that people made have their own.
        var named = chain.Find(style => style.Parent?.Is("automatic-styles") != true)?.Value("name") ?? name;
        var (bold, italic) = (First(chain, "font-weight"), First(chain, "font-style"));
        return new OdtStyle(
            named, bold is "bold" or "700" or "800" or "900", italic is "italic" or "oblique",
            First(chain, "text-underline-style") is { } line && line != "none",
            First(chain, "text-line-through-style") is { } through && through != "none",
            First(chain, "text-position") switch
            {
                { } position when position.StartsWith("super", StringComparison.Ordinal) => "super",
                { } position when position.StartsWith("sub", StringComparison.Ordinal) => "sub",
                _ => "baseline",
            });
    }

    private static string? First(List<XElement> chain, string attribute) =>
        chain.Select(style => style.Child("text-properties").Value(attribute)).FirstOrDefault(value => value is not null);
}
