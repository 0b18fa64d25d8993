using System.Text.Json.Nodes;

namespace DaprProcessing.Documents.Docling;

/// <summary>What is to be seen on a picture, for those who do not see it, as the format has it since 1.8: in its meta.</summary>
public static class PictureDescription
{
    private const string Name = "description", TextName = "text";

    public static JsonObject ToMeta(string text) => new() { [Name] = new JsonObject { [TextName] = text } };

    /// <returns>Null where nobody has said it.</returns>
    public static string? Of(PictureItem picture) =>
        picture.Meta?[Name] is JsonObject said && said[TextName] is JsonValue value && value.TryGetValue<string>(out var text)
            && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The same as readers of before 1.8 know it.</summary>
    /// <returns>Null where there is none.</returns>
    public static JsonArray? ToAnnotations(PictureItem picture) => Of(picture) is { } text
        ? [new JsonObject { ["kind"] = Name, [TextName] = text, ["provenance"] = "document" }] : null;
}
