using System.Globalization;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>
/// A browser counts the items of a list itself, from 1 and in digits: what an item's own marker says otherwise is an attribute.
/// </summary>
internal sealed class HtmlListMarkers(bool isOrdered)
{
    private const int MaxMarker = 12;

    private int _number;

    public bool IsOrdered => isOrdered;

    /// <returns>With a blank before it; empty where a browser does right by itself.</returns>
    public string AttributeOf(TextItem item)
    {
        if (item.Label != Labels.ListItem)
        {
            return "";
        }

        if (item.Enumerated != true)
        {
            return isOrdered ? " style=\"list-style-type:disc\"" : "";
        }

        if (isOrdered && NumberOf(item.Marker) is { } number)
        {
            var isNext = number == _number + 1;
            _number = number;
            return isNext ? "" : string.Create(CultureInfo.InvariantCulture, $" value=\"{number}\"");
        }

        _number++;
        return IsPlain(item.Marker) ? $" style=\"list-style-type:'{item.Marker} '\"" : "";
    }

    private static int? NumberOf(string? marker) => marker is [.. var digits, '.']
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Nothing that could end a string, a style or an attribute.
    private static bool IsPlain(string? marker) => marker is { Length: <= MaxMarker } && marker.Any(char.IsLetterOrDigit)
        && marker.All(c => char.IsLetterOrDigit(c) || c is '.' or ')' or '(' or '[' or ']');
}
