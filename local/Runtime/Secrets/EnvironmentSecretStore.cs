using System.Collections;
using DaprProcessing.Local.Components;

namespace DaprProcessing.Local.Runtime.Secrets;

/// <summary><c>secretstores.local.env</c>: the runtime's own environment. Its tokens are never handed out.</summary>
internal sealed class EnvironmentSecretStore : ISecretStore
{
    private string _prefix = "";

    public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        _prefix = metadata.Get("prefix") ?? "";
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var value = IsHidden(_prefix + key) ? null : Environment.GetEnvironmentVariable(_prefix + key);
        return Task.FromResult<IReadOnlyDictionary<string, string>?>(value is null ? null : new Dictionary<string, string> { [key] = value });
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (name.StartsWith(_prefix, StringComparison.Ordinal) && !IsHidden(name))
            {
                var key = name[_prefix.Length..];
                all[key] = new Dictionary<string, string> { [key] = (string?)entry.Value ?? "" };
            }
        }

        return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(all);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsHidden(string name) => name.ToUpperInvariant() is "APP_API_TOKEN" or "DAPR_API_TOKEN";
}
