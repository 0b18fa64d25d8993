using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Sources;

namespace DaprProcessing.Gateway.Compatibility.Deliveries;

/// <summary>Reads <c>callbacks</c>: objects in JSON; in a form a field for each, an object as text or the bare address.</summary>
internal static class CallbackReader
{
    private const int Most = 10;
    private const string Name = "callbacks";

    /// <param name="ignored">Takes the names of what is not done: certificates, and headers that are not sent.</param>
    public static IReadOnlyList<Callback> Read(JsonNode? given, List<string> ignored) => given switch
    {
        null => [],
        JsonArray list => Read(list, ignored),
        _ => throw DetailException.Schema("list_type", "Input should be a valid list", "body", Name),
    };

    public static IReadOnlyList<Callback> Read(IReadOnlyList<string> fields, List<string> ignored) =>
        Read(new JsonArray([.. fields.Where(field => field.Length > 0).Select(Parse)]), ignored);

    private static List<Callback> Read(JsonArray list, List<string> ignored) => list.Count > Most
        ? throw DetailException.Policy($"Too many callbacks: {list.Count} exceeds the maximum of {Most}.")
        : [.. list.Select((one, index) => Read(one, index, ignored))];

    private static Callback Read(JsonNode? given, int index, List<string> ignored)
    {
        if (given is not JsonObject callback)
        {
            throw DetailException.Schema(
                "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body", Name,
                index);
        }

        if (Text(callback["ca_cert"]) is { Length: > 0 })
        {
            ignored.Add($"{Name}.ca_cert");
        }

        var text = Text(callback["url"]) ?? throw DetailException.Schema("missing", "Field required", "body", Name, index, "url");
        return HttpAddress.IsClean(text) && HttpAddress.Parse(text) is { } url
            ? new Callback(url.AbsoluteUri, CallerHeaders.Read(callback["headers"], $"{Name}.headers", ignored))
            : throw DetailException.Schema("url_parsing", "Input should be a valid URL", "body", Name, index, "url");
    }

    private static JsonNode? Parse(string field)
    {
        if (!field.TrimStart().StartsWith('{'))
        {
            return new JsonObject { ["url"] = field };
        }

        try
        {
            return JsonNode.Parse(field);
        }
        catch (JsonException)
        {
            throw DetailException.Schema("json_invalid", "Invalid JSON", "body", Name);
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
