using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>A node of the document tree: named by its JSON pointer, linked to its parent and children by theirs.</summary>
public abstract class NodeItem
{
    /// <summary>For example <c>#/texts/0</c>, <c>#/body</c>.</summary>
    [JsonPropertyOrder(-10)] public required string SelfRef { get; set; }

    [JsonPropertyOrder(-9)] public RefItem? Parent { get; set; }

    [JsonPropertyOrder(-8)] public List<RefItem> Children { get; set; } = [];

    /// <summary>body, furniture (page headers and footers), background, invisible or notes.</summary>
    [JsonPropertyOrder(-7)] public string ContentLayer { get; set; } = ContentLayers.Body;

    /// <summary>Extensions: standard keys (<c>summary</c>, <c>entities</c>, …) or <c>namespace__name</c>.</summary>
    [JsonPropertyOrder(-6)] public JsonObject? Meta { get; set; }
}

/// <summary>A reference to a node by its JSON pointer.</summary>
public sealed record RefItem([property: JsonPropertyName("$ref")] string Ref);

public static class ContentLayers
{
    public const string Body = "body";
    public const string Furniture = "furniture";
    public const string Background = "background";
    public const string Invisible = "invisible";
    public const string Notes = "notes";
}
