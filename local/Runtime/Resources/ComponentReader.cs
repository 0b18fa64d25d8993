using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>
/// Reads one <c>kind: Component</c> document. What this runtime does not serve is refused, with what to write instead.
/// </summary>
internal static class ComponentReader
{
    private static readonly TimeSpan DefaultInitTimeout = TimeSpan.FromSeconds(5);
    private static readonly string[] SpecKeys = ["initTimeout", "metadata", "type", "version"];

    public static ComponentDefinition Read(YamlMap document)
    {
        var name = Required(document, "metadata").Require("name");
        var spec = Required(document, "spec");
        if (document.Map("auth") is not null)
        {
            throw new ResourceException(
                $"{document.Where}: 'auth' names a secret store, and this runtime has none; remove it and use envRef");
        }

        if (spec.Keys.Except(SpecKeys).FirstOrDefault() is { } unknown)
        {
            throw new ResourceException(
                $"{spec.Where}: '{unknown}' is not served by this runtime; known: {string.Join(", ", SpecKeys)}");
        }

        return new ComponentDefinition(
            name, spec.Require("type"), spec.Text("version") ?? "v1", [.. spec.Maps("metadata").Select(ReadItem)],
            document.Texts("scopes"), InitTimeout(spec), document.Where);
    }

    private static TimeSpan InitTimeout(YamlMap spec) =>
        spec.Text("initTimeout") is not { } text ? DefaultInitTimeout
        : GoDuration.TryParse(text, out var timeout) && timeout > TimeSpan.Zero ? timeout
        : throw new ResourceException($"{spec.Where}: 'initTimeout' is not a duration such as 30s: '{text}'");

    private static MetadataItem ReadItem(YamlMap item)
    {
        var name = item.Require("name");
        return item.Map("secretKeyRef") is null
            ? new MetadataItem(name, item.Text("value"), item.Text("envRef"))
            : throw new ResourceException(
                $"{item.Where}: '{name}' has a secretKeyRef, and this runtime has no secret stores; use envRef");
    }

    private static YamlMap Required(YamlMap document, string key) =>
        document.Map(key) ?? throw new ResourceException($"{document.Where}: '{key}' is required");
}
