using System.Globalization;
using AngleSharp.Dom;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>An item of a list, with the mark that a browser would draw before it.</summary>
internal sealed record ListEntry(IElement Element, bool Enumerated, string Marker);

internal sealed class HtmlList(IElement list)
{
    public void Write(Flow flow, Action<ListEntry> write)
    {
        var isOrdered = list.LocalName == "ol";
        var number = int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var start)
            ? start : 1;
        flow.Group(Labels.List, isOrdered ? "ordered list" : "list", () =>
        {
            foreach (var child in list.Children)
            {
                // A list right inside a list is one of the item before it; other elements are items that forgot to say so.
                if (HtmlNames.IsLeftOut(child))
                {
                    continue;
                }

                if (child.LocalName is "ul" or "ol" or "menu")
                {
                    new HtmlList(child).Write(flow, write);
                    continue;
                }

                if (int.TryParse(child.GetAttribute("value"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                    out var own))
                {
                    number = own;
                }

                var marker = isOrdered ? Markers.Number(number++, list.GetAttribute("type")) + "." : "-";
                write(new ListEntry(child, isOrdered, marker));
            }
        });
    }
}
