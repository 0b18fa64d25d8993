using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace DaprProcessing.Stages;

/// <summary>
/// The JSON Schema of an options record: names, types and defaults from its properties, what is allowed from their attributes
/// (<c>Description</c>, <c>Range</c>, <c>AllowedValues</c>, <c>RegularExpression</c>, <c>Length</c>; on a list the pattern is its
/// items').
/// </summary>
public static class OptionsSchema
{
    // Numbers are numbers here: as a default, a number in a text would do as well.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = default,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
            context.PropertyInfo is { AttributeProvider: PropertyInfo property } && schema is JsonObject known
            ? Constrain(known, property) : schema,
    };

    public static JsonObject Of(Type options)
    {
        var schema = Json.GetJsonSchemaAsNode(options, Exporter).AsObject();
        schema["type"] = "object";
        schema["additionalProperties"] = false;
        var defaults = JsonSerializer.SerializeToNode(Activator.CreateInstance(options), options, Json)!.AsObject();
        foreach (var (name, property) in schema["properties"]!.AsObject())
        {
            property!["default"] = defaults[name]?.DeepClone();
        }

        return schema;
    }

    private static JsonObject Constrain(JsonObject schema, PropertyInfo property)
    {
        var isList = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
        var items = isList ? schema["items"]!.AsObject() : schema;
        foreach (var attribute in property.GetCustomAttributes())
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    schema.Insert(0, "description", description.Description);
                    break;
                case RangeAttribute range:
                    (schema["minimum"], schema["maximum"]) = (Number(range.Minimum), Number(range.Maximum));
                    break;
                case AllowedValuesAttribute allowed:
                    items["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((string?)value))]);
                    break;
                case RegularExpressionAttribute pattern:
                    items["pattern"] = pattern.Pattern;
                    break;
                case LengthAttribute length when isList:
                    (schema["minItems"], schema["maxItems"]) = (length.MinimumLength, length.MaximumLength);
                    break;
            }
        }

        return schema;
    }

    private static JsonNode Number(object value) => value is int whole ? whole : Convert.ToDouble(value);
}
