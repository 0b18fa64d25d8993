using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.Options;

/// <summary>
/// Holds a value to a stage's option schema. Knows the keywords that options records have: type, minimum, maximum, enum, pattern,
/// items, minItems, maxItems, properties.
/// </summary>
public static class OptionCheck
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Throws <see cref="OptionException"/> with the option's place and what is allowed there.</summary>
    /// <param name="place">What the option is called, for example <c>pdf-to-png.dpi</c>.</param>
    public static void Check(string place, JsonElement schema, JsonElement value)
    {
        switch (schema.GetProperty("type").GetString())
        {
            case "object":
                CheckObject(place, schema, value);
                break;
            case "array":
                CheckArray(place, schema, value);
                break;
            case "boolean" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                throw new OptionException(place, "must be true or false");
            case "number" when !IsNumber(schema, value):
                throw new OptionException(place, $"must be a number{Range(schema, "from", "to")}");
            case "integer" when !IsNumber(schema, value) || !value.TryGetInt64(out _):
                throw new OptionException(place, $"must be a whole number{Range(schema, "from", "to")}");
            case "string":
                CheckText(place, schema, value);
                break;
        }
    }

    private static void CheckObject(string place, JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new OptionException(place, "must be a JSON object");
        }

        var known = schema.GetProperty("properties");
        foreach (var option in value.EnumerateObject())
        {
            if (!known.TryGetProperty(option.Name, out var own))
            {
                var names = known.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
                var problem = $"is unknown; '{place}' has: {string.Join(", ", names)}";
                throw new OptionException($"{place}.{option.Name}", problem) { IsUnknown = true };
            }

            Check($"{place}.{option.Name}", own, option.Value);
        }
    }

    private static void CheckArray(string place, JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || !IsWithin(schema, value.GetArrayLength(), "minItems", "maxItems"))
        {
            throw new OptionException(place, $"must be a list{Range(schema, "of", "to", "minItems", "maxItems")} items");
        }

        foreach (var item in value.EnumerateArray())
        {
            Check(place, schema.GetProperty("items"), item);
        }
    }

    private static void CheckText(string place, JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !IsWellFormed(value))
        {
            throw new OptionException(place, "must be a text");
        }

        var text = value.GetString()!;
        if (schema.TryGetProperty("enum", out var allowed) && allowed.EnumerateArray().All(one => one.GetString() != text))
        {
            throw new OptionException(
                place, $"must be one of: {string.Join(", ", allowed.EnumerateArray().Select(one => one.GetString()))}");
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(
            text, pattern.GetString()!, RegexOptions.None, PatternTimeout))
        {
            throw new OptionException(place, $"must match {pattern.GetString()}");
        }
    }

    // JSON can escape half of a surrogate pair; no text can hold it.
    private static bool IsWellFormed(JsonElement value)
    {
        try
        {
            _ = value.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsNumber(JsonElement schema, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && IsWithin(
            schema, number, "minimum", "maximum");

    private static bool IsWithin(JsonElement schema, double value, string least, string most) =>
        !(schema.TryGetProperty(least, out var minimum) && value < minimum.GetDouble())
        && !(schema.TryGetProperty(most, out var maximum) && value > maximum.GetDouble());

    private static string Range(JsonElement schema, string from, string to, string least = "minimum", string most = "maximum") =>
        schema.TryGetProperty(least, out var minimum) && schema.TryGetProperty(most, out var maximum)
            ? $" {from} {minimum} {to} {maximum}" : "";
}
