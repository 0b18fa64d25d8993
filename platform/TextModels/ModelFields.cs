using System.Text.Json;

namespace DaprProcessing.TextModels;

/// <summary>
/// Reads fields of what a model answers. It may answer anything: what is not of the schema is an
/// <see cref="InvalidDataException"/>, text that is no Unicode an <see cref="InvalidOperationException"/>.
/// </summary>
public static class ModelFields
{
    /// <summary>A text of one letter at least.</summary>
    /// <param name="longest">In letters.</param>
    public static string Text(this JsonElement root, string name, int longest) =>
        Clean(root.Member(name, JsonValueKind.String), name, longest);

    /// <param name="most">More are left out.</param>
    /// <param name="longest">Of each, in letters.</param>
    public static IEnumerable<string> Texts(this JsonElement root, string name, int most, int longest) =>
        root.List(name).Take(most).Select(item => item.ValueKind == JsonValueKind.String ? Clean(item, name, longest)
            : throw new InvalidDataException($"'{name}' has something else than texts"));

    public static string OneOf(this JsonElement root, string name, IReadOnlyList<string> known) =>
        root.Member(name, JsonValueKind.String).GetString() is { } value && known.Contains(value) ? value
            : throw new InvalidDataException($"'{name}' is none of {string.Join(", ", known)}");

    public static JsonElement.ArrayEnumerator List(this JsonElement root, string name) =>
        root.Member(name, JsonValueKind.Array).EnumerateArray();

    public static JsonElement Member(this JsonElement root, string name, JsonValueKind kind) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == kind ? value
            : throw new InvalidDataException($"'{name}' is missing or no {kind}");

    private static string Clean(JsonElement text, string name, int longest) =>
        text.GetString()!.Trim() is { Length: > 0 } clean && clean.Length <= longest && !clean.Contains('\0') ? clean
            : throw new InvalidDataException($"'{name}' is empty or has more than {longest} letters");
}
