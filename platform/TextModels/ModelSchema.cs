using System.Text.Json;

namespace DaprProcessing.TextModels;

/// <summary>Makes JSON Schemas for answers, in the part of JSON Schema that servers hold their models to.</summary>
public static class ModelSchema
{
    public static JsonElement Of(Dictionary<string, object> properties) => JsonSerializer.SerializeToElement(Record(properties));

    // Servers that hold a model to its schema want every property required and no others.
    public static object Record(Dictionary<string, object> properties) =>
        new { type = "object", properties, required = properties.Keys, additionalProperties = false };

    public static object Text(string description) => new { type = "string", description };

    public static object Texts(string description) => new { type = "array", description, items = new { type = "string" } };

    public static object List(string description, Dictionary<string, object> properties) =>
        new { type = "array", description, items = Record(properties) };
}
