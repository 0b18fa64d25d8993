using System.Globalization;

namespace DaprProcessing.Components;

/// <summary>The settings of one component: names are case-insensitive, values are text, as in a Dapr component file.</summary>
public sealed class ComponentMetadata(string name, string type, IReadOnlyDictionary<string, string> properties)
{
    private readonly Dictionary<string, string> _properties = new(properties, StringComparer.OrdinalIgnoreCase);

    /// <summary>metadata.name of the file.</summary>
    public string Name { get; } = name;

    /// <summary>spec.type, for example <c>pubsub.jetstream</c>.</summary>
    public string Type { get; } = type;

    public IReadOnlyDictionary<string, string> Properties => _properties;

    public string? Get(string key) => _properties.GetValueOrDefault(key);

    public string Require(string key) =>
        Get(key) is { Length: > 0 } value ? value : throw Wrong(key, "is required");

    public bool GetBool(string key, bool fallback) =>
        Get(key) is { } value ? value.ToUpperInvariant() is "TRUE" or "T" or "1" or "Y" or "YES" or "ON" : fallback;

    public int GetInt(string key, int fallback) => Get(key) is not { } value ? fallback
        : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(key, $"is not a whole number: '{value}'");

    /// <summary>Reads a Go duration such as <c>500ms</c>, <c>30s</c>, <c>1h30m</c>.</summary>
    public TimeSpan GetDuration(string key, TimeSpan fallback) => Get(key) is not { } value ? fallback
        : GoDuration.TryParse(value, out var duration) ? duration
        : throw Wrong(key, $"is not a duration such as 30s: '{value}'");

    private ComponentException Wrong(string key, string what) =>
        new(ComponentErrorKind.Invalid, $"component '{Name}' ({Type}): metadata '{key}' {what}");
}
