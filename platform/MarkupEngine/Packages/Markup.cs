using System.Globalization;
using System.Xml.Linq;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>
/// Elements and attributes by their local names: the same format has other namespaces in its strict and transitional forms.
/// </summary>
internal static class Markup
{
    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    public static string Name(this XElement element) => element.Name.LocalName;

    public static XElement? Child(this XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>A child of a child …</summary>
    public static XElement? Child(this XElement? element, string name, params ReadOnlySpan<string> further)
    {
        element = element.Child(name);
        foreach (var next in further)
        {
            element = element.Child(next);
        }

        return element;
    }

    public static IEnumerable<XElement> Children(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    public static IEnumerable<XElement> Inside(this XElement? element, string name) =>
        element?.Descendants().Where(inner => inner.Name.LocalName == name) ?? [];

    public static string? Value(this XElement? element, string attribute) =>
        element?.Attributes().FirstOrDefault(known => known.Name.LocalName == attribute)?.Value;

    public static int? Number(this XElement? element, string attribute) =>
        int.TryParse(element.Value(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    public static long? Long(this XElement? element, string attribute) =>
        long.TryParse(element.Value(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>A switch: there and not told off.</summary>
    public static bool IsOn(this XElement? element, string attribute = "val") =>
        element is not null && element.Value(attribute) is not ("0" or "false" or "off" or "none");
}
