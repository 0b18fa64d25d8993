using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>Reads a YAML mapping by key, with messages that say where in which file.</summary>
internal sealed class YamlMap(YamlMappingNode node, string where)
{
    private const int MaxDepth = 32;

    public string Where { get; } = where;

    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => IsNull(scalar) ? null : scalar.Value,
        var other => ToJson(other, 0)!.ToJsonString(),
    };

    public string Require(string key) =>
        Text(key) is { Length: > 0 } text ? text : throw new ResourceException($"{Where}: '{key}' is required");

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode child => new YamlMap(child, $"{Where}.{key}"),
        YamlScalarNode scalar when IsNull(scalar) => null,
        _ => throw new ResourceException($"{Where}: '{key}' is not a mapping"),
    };

    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Items(key).Select((item, index) => item as YamlMappingNode is { } map
            ? new YamlMap(map, $"{Where}.{key}[{index}]")
            : throw new ResourceException($"{Where}: '{key}[{index}]' is not a mapping"))];

    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((item, index) => (item as YamlScalarNode)?.Value
            ?? throw new ResourceException($"{Where}: '{key}[{index}]' is not text"))];

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode items => items,
        YamlScalarNode scalar when IsNull(scalar) => [],
        _ => throw new ResourceException($"{Where}: '{key}' is not a list"),
    };

    private YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    private JsonNode? ToJson(YamlNode value, int depth) => depth > MaxDepth
        ? throw new ResourceException($"{Where}: nested too deeply")
        : value switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
                KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ToJson(pair.Value, depth + 1)))),
            YamlSequenceNode items => new JsonArray([.. items.Select(item => ToJson(item, depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => null,
        };

    private static JsonNode? Scalar(YamlScalarNode scalar) => scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value)
        : IsNull(scalar) ? null
        : bool.TryParse(scalar.Value, out var flag) ? JsonValue.Create(flag)
        : decimal.TryParse(scalar.Value, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(scalar.Value);
}
