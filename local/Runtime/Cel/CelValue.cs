using System.Text.Json;

namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>
/// Values while evaluating: null, bool, long, double, string, a JSON object or array, a list of values, or <see cref="Missing"/>.
/// </summary>
internal static class CelValue
{
    /// <summary>CEL's error value: a field that is not there, or operands that do not go together. It never makes a condition true.</summary>
    public static readonly object Missing = new();

    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Undefined => Missing,
        _ => element,
    };

    public static object? Member(object? target, string name) =>
        target is JsonElement { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var member) ? FromJson(member) : Missing;

    public static object? Index(object? target, object? index) => (target, index) switch
    {
        (JsonElement { ValueKind: JsonValueKind.Array } items, long at) when at >= 0 && at < items.GetArrayLength() => FromJson(items[(int)at]),
        (List<object?> items, long at) when at >= 0 && at < items.Count => items[(int)at],
        (_, string name) => Member(target, name),
        _ => Missing,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (long a, double b) => a == b,
        (double a, long b) => a == b,
        (JsonElement a, JsonElement b) => JsonElement.DeepEquals(a, b),
        _ => Equals(left, right),
    };

    /// <summary>Null where the two have no order.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (long or double, long or double) => Number(left).CompareTo(Number(right)),
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        _ => null,
    };

    public static double Number(object? value) => value is long whole ? whole : (double)value!;

    public static object? Contains(object? collection, object? item) => collection switch
    {
        List<object?> items => items.Exists(candidate => AreEqual(candidate, item)),
        JsonElement { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().Any(candidate => AreEqual(FromJson(candidate), item)),
        JsonElement { ValueKind: JsonValueKind.Object } map => item is string name && map.TryGetProperty(name, out _),
        _ => Missing,
    };

    public static object? Size(object? value) => value switch
    {
        string text => (long)text.EnumerateRunes().Count(),
        List<object?> items => (long)items.Count,
        JsonElement { ValueKind: JsonValueKind.Array } items => (long)items.GetArrayLength(),
        JsonElement { ValueKind: JsonValueKind.Object } map => (long)map.GetPropertyCount(),
        _ => Missing,
    };
}
