using System.Globalization;
using System.Text;

namespace DaprProcessing.Engines.Tests.Tagging;

/// <summary>A page whose content is marked, and the structure tree over it.</summary>
internal sealed class TaggedPdf
{
    private const int Root = 6, FirstElement = 10;

    private readonly StringBuilder _content = new();
    private readonly List<(string Type, int Parent, string Entries, List<string> Kids)> _elements = [];
    private readonly SortedDictionary<int, int> _owners = [];

    /// <summary>Inside of the role map.</summary>
    public string Roles { get; init; } = "";

    /// <summary>What the form XObject <c>/X</c> draws.</summary>
    public string Form { get; init; } = "";

    /// <summary>Entries of the font's encoding.</summary>
    public string Encoding { get; init; } = "/BaseEncoding /WinAnsiEncoding";

    /// <param name="parent">The number of the element above; 0 for the tree's root.</param>
    /// <param name="entries">Of its dictionary, the type and its kids aside.</param>
    /// <param name="content">Identifiers of marked content that is its own.</param>
    /// <returns>The number of its object.</returns>
    public int Element(string type, int parent = 0, string entries = "", params int[] content)
    {
        var number = FirstElement + _elements.Count;
        _elements.Add((type, parent, entries,
            [.. content.Select(identifier => identifier.ToString(CultureInfo.InvariantCulture))]));
        if (parent >= FirstElement && parent < number)
        {
            _elements[parent - FirstElement].Kids.Add($"{number} 0 R");
        }

        foreach (var identifier in content)
        {
            _owners.TryAdd(identifier, number);
        }

        return number;
    }

    /// <summary>One more kid of an element, whatever it is.</summary>
    public TaggedPdf Kid(int element, string kid)
    {
        _elements[element - FirstElement].Kids.Add(kid);
        return this;
    }

    /// <param name="y">Upwards from the page's foot, of 842 points.</param>
    /// <param name="mark">An identifier, or the name of a mark.</param>
    public TaggedPdf Text(object mark, int y, string text, int x = 50) => Draw(mark, $"BT /F 12 Tf {x} {y} Td ({text}) Tj ET");

    public TaggedPdf Draw(object mark, string operators)
    {
        _content.Append(mark is int identifier ? $"/P << /MCID {identifier} >> BDC" : $"/{mark} BMC")
            .Append(CultureInfo.InvariantCulture, $" {operators} EMC ");
        return this;
    }

    public byte[] Build()
    {
        var resources = "/Resources << /Font << /F 5 0 R >> /XObject << /X 8 0 R >> >>";
        var top = string.Concat(_elements.Index().Where(one => one.Item.Parent == 0)
            .Select(one => $"{FirstElement + one.Index} 0 R "));
        var owners = string.Concat(Enumerable.Range(0, _owners.Count == 0 ? 0 : _owners.Keys.Max() + 1)
            .Select(identifier => _owners.TryGetValue(identifier, out var owner) ? $"{owner} 0 R " : "null "));
        return RawPdf.Of(
        [
            $"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot {Root} 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 4 0 R /StructParents 0 >>",
            RawPdf.Stream("", _content.ToString()),
            $"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding << /Type /Encoding {Encoding} >> >>",
            $"<< /Type /StructTreeRoot /K [{top}] /ParentTree 7 0 R /RoleMap << {Roles} >> >>",
            $"<< /Nums [0 [{owners}]] >>",
            RawPdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>", Form),
            "null",
            .. _elements.Select(element => $"<< /Type /StructElem /S /{element.Type} "
                + $"/P {(element.Parent == 0 ? Root : element.Parent)} 0 R /Pg 3 0 R {element.Entries} "
                + $"/K [{string.Join(' ', element.Kids)}] >>"),
        ]);
    }
}
