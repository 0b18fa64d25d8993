using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>A document as the DoclingDocument format has it (schema version 1.10.0). Units are PDF points.</summary>
public sealed class DoclingDocument
{
    public const string CurrentVersion = "1.10.0";

    /// <summary>The name, among the outputs of a unit, of the document that the unit is by itself.</summary>
    public const string UnitOutput = "document";

    public string SchemaName { get; set; } = "DoclingDocument";

    public string Version { get; set; } = CurrentVersion;

    public required string Name { get; set; }

    public DocumentOrigin? Origin { get; set; }

    /// <summary>Deprecated in the format and always empty: page headers and footers are in the body with the furniture
    /// layer.</summary>
    public GroupItem Furniture { get; set; } = new()
    {
        SelfRef = "#/furniture", ContentLayer = ContentLayers.Furniture, Name = "_root_", Label = Labels.Unspecified,
    };

    /// <summary>The root of the reading order.</summary>
    public GroupItem Body { get; set; } = new() { SelfRef = "#/body", Name = "_root_", Label = Labels.Unspecified };

    public List<GroupItem> Groups { get; set; } = [];

    public List<TextItem> Texts { get; set; } = [];

    public List<PictureItem> Pictures { get; set; } = [];

    public List<TableItem> Tables { get; set; } = [];

    public List<JsonElement> KeyValueItems { get; set; } = [];

    public List<JsonElement> FormItems { get; set; } = [];

    public List<JsonElement>? FieldRegions { get; set; }

    public List<JsonElement>? FieldItems { get; set; }

    /// <summary>By page number.</summary>
    public SortedDictionary<int, PageItem> Pages { get; set; } = [];
}

/// <param name="BinaryHash">The low 64 bits of the file's SHA-256: more than a JavaScript number holds.</param>
public sealed record DocumentOrigin(string Mimetype, ulong BinaryHash, string Filename, string? Uri = null);

public sealed record PageItem(PageItemSize Size, int PageNo, ImageRef? Image = null);

/// <summary>In points for a page, in pixels for an image.</summary>
public sealed record PageItemSize(double Width, double Height);
