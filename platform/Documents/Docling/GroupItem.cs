using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>A node that only holds others: the body, a list, an inline run.</summary>
public sealed class GroupItem : NodeItem
{
    [JsonPropertyOrder(1)] public string Name { get; set; } = "group";

    /// <summary><c>list</c>, <c>inline</c>, <c>unspecified</c>, <c>section</c>, ….</summary>
    [JsonPropertyOrder(2)] public string Label { get; set; } = "unspecified";
}
