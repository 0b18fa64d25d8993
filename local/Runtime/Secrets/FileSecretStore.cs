using System.Text.Json;
using DaprProcessing.Local.Components;

namespace DaprProcessing.Local.Runtime.Secrets;

/// <summary>
/// <c>secretstores.local.file</c>: a JSON file. Nested names are joined with <c>nestedSeparator</c> (<c>:</c>); with <c>multiValued</c> the first
/// level names secrets and the rest their entries.
/// </summary>
internal sealed class FileSecretStore : ISecretStore
{
    private const long MaxFileBytes = 16 << 20;

    private Dictionary<string, IReadOnlyDictionary<string, string>> _secrets = [];

    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        var file = metadata.Require("secretsFile");
        var separator = metadata.Get("nestedSeparator") is { Length: > 0 } given ? given : ":";
        var multiValued = metadata.GetBool("multiValued", fallback: false);
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, $"secretsFile '{file}' is larger than {MaxFileBytes} bytes");
            }

            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
            _secrets = multiValued ? ReadMultiValued(document.RootElement, separator) : ReadFlat(document.RootElement, separator);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"secretsFile '{file}': {wrong.Message}", wrong);
        }
    }

    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_secrets.GetValueOrDefault(key));

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(_secrets);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadFlat(JsonElement root, string separator)
    {
        var flat = new Dictionary<string, string>();
        Flatten(root, "", separator, flat);
        return flat.ToDictionary(
            pair => pair.Key, IReadOnlyDictionary<string, string> (pair) => new Dictionary<string, string> { [pair.Key] = pair.Value });
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadMultiValued(JsonElement root, string separator)
    {
        var secrets = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var secret in root.EnumerateObject())
        {
            var entries = new Dictionary<string, string>();
            Flatten(secret.Value, secret.Value.ValueKind == JsonValueKind.Object ? "" : secret.Name, separator, entries);
            secrets[secret.Name] = entries;
        }

        return secrets;
    }

    private static void Flatten(JsonElement element, string name, string separator, Dictionary<string, string> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Flatten(member.Value, name.Length == 0 ? member.Name : name + separator + member.Name, separator, into);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Flatten(item, $"{name}{separator}{index}", separator, into);
                }

                break;
            default:
                into[name] = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
                break;
        }
    }
}
