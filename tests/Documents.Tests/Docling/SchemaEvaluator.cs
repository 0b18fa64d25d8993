using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaprProcessing.Documents.Tests.Docling;

/// <summary>The part of JSON Schema that the DoclingDocument schema uses; a keyword it does not know fails the test.</summary>
internal sealed class SchemaEvaluator(JsonElement root)
{
    private static readonly HashSet<string> Annotations = ["title", "description", "default", "deprecated", "discriminator", "format", "$defs", "examples"];

    public static SchemaEvaluator Load() => new(JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DoclingDocument.schema.json"))).RootElement);

    public List<string> Errors(JsonElement value) => Errors(root, value, "#");

    private List<string> Errors(JsonElement schema, JsonElement value, string at)
    {
        var errors = new List<string>();
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
        {
            errors.AddRange(Apply(keyword, schema, value, at));
        }

        return errors;
    }

    private IEnumerable<string> Apply(JsonProperty keyword, JsonElement schema, JsonElement value, string at)
    {
        var rule = keyword.Value;
        var number = value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;
        return keyword.Name switch
        {
            "$ref" => Errors(Resolve(rule.GetString()!), value, at),
            "type" => Fails(IsOfType(value, rule.GetString()!), at, $"is no {rule}"),
            "enum" => Fails(rule.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)), at, $"{value} is not in the enum"),
            "const" => Fails(JsonElement.DeepEquals(rule, value), at, $"{value} is not {rule}"),
            "pattern" => Fails(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!.Replace("(?P<", "(?<", StringComparison.Ordinal)), at, $"{value} does not match"),
            "minLength" => Fails(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32(), at, "is too short"),
            "minimum" => Fails(value.ValueKind != JsonValueKind.Number || number >= rule.GetDecimal(), at, $"{value} is too small"),
            "maximum" => Fails(value.ValueKind != JsonValueKind.Number || number <= rule.GetDecimal(), at, $"{value} is too large"),
            "minItems" => Fails(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(), at, "has too few items"),
            "maxItems" => Fails(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(), at, "has too many items"),
            "anyOf" or "oneOf" => AnyOf(rule, value, at),
            "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, index) => Errors(rule, item, $"{at}/{index}")),
            "prefixItems" => rule.EnumerateArray().Zip(value.EnumerateArray()).SelectMany((pair, index) => Errors(pair.First, pair.Second, $"{at}/{index}")),
            "required" => rule.EnumerateArray().Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: {name} is missing"),
            "properties" => Properties(rule, value, at),
            "additionalProperties" => Additional(rule, schema, value, at),
            _ => [$"{at}: the evaluator does not know '{keyword.Name}'"],
        };
    }

    private IEnumerable<string> AnyOf(JsonElement choices, JsonElement value, string at)
    {
        var failures = choices.EnumerateArray().Select(choice => Errors(choice, value, at)).ToList();
        return failures.Any(errors => errors.Count == 0) ? [] : [$"{at}: fits no choice, best: {failures.MinBy(errors => errors.Count)![0]}"];
    }

    private IEnumerable<string> Properties(JsonElement rules, JsonElement value, string at) => value.ValueKind != JsonValueKind.Object
        ? []
        : rules.EnumerateObject().Where(rule => value.TryGetProperty(rule.Name, out _)).SelectMany(rule => Errors(rule.Value, value.GetProperty(rule.Name), $"{at}/{rule.Name}"));

    private IEnumerable<string> Additional(JsonElement rule, JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object || rule.ValueKind == JsonValueKind.True)
        {
            return [];
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToHashSet() : [];
        var extra = value.EnumerateObject().Where(property => !known.Contains(property.Name));
        return rule.ValueKind == JsonValueKind.False
            ? extra.Select(property => $"{at}: {property.Name} is not allowed")
            : extra.SelectMany(property => Errors(rule, property.Value, $"{at}/{property.Name}"));
    }

    private JsonElement Resolve(string pointer)
    {
        var target = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            target = target.GetProperty(part);
        }

        return target;
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() % 1 == 0,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static IEnumerable<string> Fails(bool holds, string at, string problem) => holds ? [] : [$"{at}: {problem}"];
}
