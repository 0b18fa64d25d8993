using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Slides;

/// <summary>What a slide's placeholders take from its layout, and that from its master: places, bullets.</summary>
internal sealed class SlideLayout
{
    private readonly XElement? _layout;
    private readonly XElement? _master;

    public SlideLayout(Package package, Relations slide)
    {
        var part = slide.OfType("slideLayout");
        _layout = package.Xml(part);
        _master = part is null ? null : package.Xml(new Relations(package, part).OfType("slideMaster"));
    }

    /// <summary>The transform of the placeholder that a shape fills.</summary>
    public XElement? PlaceOf(XElement placeholder) =>
        Matching(_layout, placeholder).Child("spPr", "xfrm") ?? Matching(_master, placeholder).Child("spPr", "xfrm");

    /// <summary>What the layout says of paragraphs of a level, the nearest first.</summary>
    public IEnumerable<XElement> LevelStyles(XElement? placeholder, int level)
    {
        var name = $"lvl{level + 1}pPr";
        XElement?[] found = placeholder is null ? [] :
        [
            Matching(_layout, placeholder).Child("txBody", "lstStyle", name),
            Matching(_master, placeholder).Child("txBody", "lstStyle", name),
            placeholder.Value("type") is null or "body" or "obj" ? _master.Child("txStyles", "bodyStyle", name) : null,
        ];
        return found.OfType<XElement>();
    }

    private static XElement? Matching(XElement? root, XElement placeholder)
    {
        var (type, index) = (placeholder.Value("type") ?? "obj", placeholder.Value("idx"));
        var shapes = root.Child("cSld", "spTree").Inside("sp").ToList();
        return shapes.Find(shape => Placeholder(shape) is { } known && index is not null && known.Value("idx") == index)
            ?? shapes.Find(shape => Placeholder(shape) is { } known && Alike(known.Value("type") ?? "obj", type));
    }

    private static bool Alike(string known, string type) => known == type
        || (known is "title" or "ctrTitle" && type is "title" or "ctrTitle") || (known == "body" && type is "obj" or "subTitle");

    private static XElement? Placeholder(XElement shape) => shape.Child("nvSpPr", "nvPr", "ph");
}
