using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>Any item of <c>texts</c>: text, title, section header, list item, code, caption, footnote, ….</summary>
/// <remarks>One class for all labels; what a label does not have stays null and is left out of the JSON.</remarks>
public sealed class TextItem : DocItem
{
    /// <summary>The text as the source has it.</summary>
    [JsonPropertyOrder(1)] public required string Orig { get; set; }

    /// <summary>The text to read: hyphenation undone, list marker taken off.</summary>
    [JsonPropertyOrder(2)] public required string Text { get; set; }

    [JsonPropertyOrder(3)] public Formatting? Formatting { get; set; }

    [JsonPropertyOrder(4)] public string? Hyperlink { get; set; }

    /// <summary>Section headers: 1 to 100.</summary>
    [JsonPropertyOrder(5)] public int? Level { get; set; }

    /// <summary>List items: numbered or lettered.</summary>
    [JsonPropertyOrder(6)] public bool? Enumerated { get; set; }

    /// <summary>List items: the marker as printed, for example <c>2.</c> or <c>•</c>.</summary>
    [JsonPropertyOrder(7)] public string? Marker { get; set; }

    /// <summary>Code.</summary>
    [JsonPropertyOrder(8)] public List<RefItem>? Captions { get; set; }

    [JsonPropertyOrder(9)] public List<RefItem>? References { get; set; }

    [JsonPropertyOrder(10)] public List<RefItem>? Footnotes { get; set; }

    [JsonPropertyOrder(11)] public ImageRef? Image { get; set; }

    [JsonPropertyOrder(12)] public string? CodeLanguage { get; set; }

    /// <summary>Field items of forms, passed through as they are.</summary>
    [JsonPropertyOrder(13)] public string? Kind { get; set; }
}

public sealed record Formatting(
    bool Bold = false, bool Italic = false, bool Underline = false, bool Strikethrough = false, string Script = "baseline");

/// <param name="Uri">A data URI or an address.</param>
public sealed record ImageRef(string Mimetype, int Dpi, PageItemSize Size, string Uri);
