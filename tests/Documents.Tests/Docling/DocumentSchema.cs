using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace DaprProcessing.Documents.Tests.Docling;

/// <summary>The JSON Schema of the format, as its makers publish it.</summary>
internal static class DocumentSchema
{
    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };
    private static readonly JsonSchema Schema = Load();

    /// <returns>Where the document breaks the schema, and how; empty for a valid one.</returns>
    public static IReadOnlyList<string> Errors(string document)
    {
        using var json = JsonDocument.Parse(document);
        var result = Schema.Evaluate(json.RootElement, Listed);
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))];
    }

    private static JsonSchema Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "DoclingDocument.schema.json");
        var schema = JsonNode.Parse(File.ReadAllText(path))!;
        Mend(schema);
        return JsonSchema.FromText(schema.ToJsonString());
    }

    /// <summary>The file speaks OpenAPI (<c>discriminator</c>) and Python (<c>(?P&lt;name&gt;</c>) in places: neither is JSON
    /// Schema.</summary>
    private static void Mend(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Mend(item);
            }
        }
        else if (node is JsonObject properties)
        {
            properties.Remove("discriminator");
            if (properties["pattern"] is JsonValue pattern)
            {
                properties["pattern"] = pattern.GetValue<string>().Replace("(?P<", "(?<", StringComparison.Ordinal);
            }

            foreach (var (_, child) in properties.ToList())
            {
                Mend(child);
            }
        }
    }
}
