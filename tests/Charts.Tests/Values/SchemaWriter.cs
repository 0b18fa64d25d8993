using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Values;

/// <summary>
/// values.schema.json from values.yaml: types from the defaults, choices from comments that say "One of a, b.", closed objects.
/// Names are refused twice over: <c>additionalProperties</c> says where, <c>propertyNames</c> (see <see cref="NameRules"/>) which
/// name was meant.
/// </summary>
internal static partial class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Kubernetes takes a number or a text for these.
    private static readonly string[] Quantities =
        ["cpu", "memory", "size", "tmpSize", "shmSize", "maxUnavailable", "minReplicas"];

    // Of `defaults`, what a back end takes over.
    private static readonly string[] Placement = ["gpu", "nodeSelector", "tolerations", "affinity", "priorityClassName"];

    public static string Write()
    {
        var values = YamlJson.Read(ValuesFile.Text)!.AsObject();
        var service = Closed(values["defaults"]!.AsObject(), "defaults");
        service["properties"]!["replicas"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 };
        service["properties"]!["pools"] = MapOfServices();

        var schema = Closed(values, "");
        schema["properties"]!["defaults"] = new JsonObject { ["$ref"] = "#/$defs/service" };
        schema["properties"]!["services"] = MapOfServices();
        schema["properties"]!["global"]!["additionalProperties"] = true;
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema["properties"]!["backends"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = ValuesFile.Comments["backends"],
            ["additionalProperties"] = new JsonObject { ["$ref"] = "#/$defs/backend" },
        };
        schema["$defs"] = new JsonObject { ["service"] = service, ["backend"] = Backend(values, service) };
        NameRules.AddTo(schema);
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Backend(JsonObject values, JsonObject service)
    {
        var backend = Closed(values["backendDefaults"]!.AsObject(), "backendDefaults");
        foreach (var key in (string[])["replicas", .. Placement])
        {
            backend["properties"]![key] = service["properties"]![key]!.DeepClone();
        }

        return backend;
    }

    // The names of services stand in the catalogue; a template looks them up there, and says the nearest one.
    private static JsonObject MapOfServices() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["$ref"] = "#/$defs/service" },
    };

    private static JsonObject Closed(JsonObject values, string path) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(values.Select(pair => KeyValuePair.Create(
            pair.Key, (JsonNode?)Property(pair.Key, pair.Value, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}")))),
    };

    private static JsonObject Property(string key, JsonNode? value, string path)
    {
        var schema = value switch
        {
            JsonObject { Count: > 0 } when key is "requests" or "limits" => new JsonObject { ["type"] = "object" },
            JsonObject { Count: > 0 } map => Closed(map, path),
            JsonObject => new JsonObject { ["type"] = "object" },
            JsonArray => new JsonObject { ["type"] = "array" },
            _ when Quantities.Contains(key) => new JsonObject { ["type"] = new JsonArray("string", "integer", "number") },
            JsonValue scalar => new JsonObject { ["type"] = TypeOf(scalar) },
            _ => [],
        };
        if (ValuesFile.Comments.GetValueOrDefault(path) is { } comment)
        {
            schema["description"] = comment;
            if (Choices().Match(comment) is { Success: true } choices)
            {
                schema["enum"] = new JsonArray(
                    [.. choices.Groups[1].Value.Split(", ").Select(choice => JsonValue.Create(choice))]);
            }
        }

        return schema;
    }

    private static string TypeOf(JsonValue scalar) => scalar.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        _ => "string",
    };

    [GeneratedRegex(@"One of ([a-zA-Z0-9, ]+)[.:;(]")]
    private static partial Regex Choices();
}
