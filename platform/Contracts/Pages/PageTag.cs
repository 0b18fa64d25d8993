using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>What a PDF itself says that some of a page's words are: an element of its structure tree, or an artifact.</summary>
/// <param name="Level">Of a heading, from 1; 0 for all else.</param>
/// <param name="Cell">The cell of a table that it stands in; null outside of tables.</param>
public sealed record PageTag(
    TagRole Role, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Level = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TagCell? Cell = null);

/// <summary>The structure types of PDF that tell layout something, under the standard's own names where there is one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagRole>))]
public enum TagRole
{
    /// <summary>Any other element: paragraphs, cells, spans.</summary>
    [JsonStringEnumMemberName("text")] Text,

    /// <summary>The document's title (Title).</summary>
    [JsonStringEnumMemberName("title")] Title,

    /// <summary>H, and H1 to H6.</summary>
    [JsonStringEnumMemberName("heading")] Heading,

    /// <summary>An item of a list (LI), without its label; each item has a tag of its own.</summary>
    [JsonStringEnumMemberName("list_item")] ListItem,

    /// <summary>The bullet or number of a list's item (Lbl).</summary>
    [JsonStringEnumMemberName("label")] Label,

    /// <summary>No part of what the document says: running heads, page numbers, watermarks (Artifact).</summary>
    [JsonStringEnumMemberName("artifact")] Artifact,
}
