using System.Text.Json;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>Reads a JSON object by case-insensitive names: SDKs disagree on <c>pubsubName</c> and <c>pubsubname</c>.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.OrdinalIgnoreCase);

    public JsonFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            _fields[member.Name] = member.Value;
        }
    }

    public string? Text(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string name) => _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.True;

    public JsonFields? Object(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? new JsonFields(value) : null;

    public IEnumerable<JsonFields> Array(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(item => new JsonFields(item))
            : [];

    public Dictionary<string, string> TextMap(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (_fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                map[member.Name] = member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString()! : member.Value.GetRawText();
            }
        }

        return map;
    }
}
