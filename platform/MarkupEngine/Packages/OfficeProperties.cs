using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>What the file says of itself: title, author, dates.</summary>
internal static class OfficeProperties
{
    private static readonly (string Element, string Name)[] Known =
    [
        ("title", "title"), ("creator", "author"), ("subject", "subject"), ("keywords", "keywords"),
        ("description", "description"),
        ("language", "language"), ("created", "created"), ("modified", "modified"),
    ];

    public static void Write(Package package, Flow flow) =>
        Write(package.Xml(new Relations(package, "").OfType("core-properties")), flow);

    /// <summary>Properties by their Dublin Core names.</summary>
    public static void Write(XElement? properties, Flow flow)
    {
        foreach (var (element, name) in Known)
        {
            flow.Property(name, properties.Child(element)?.Value);
        }
    }
}
