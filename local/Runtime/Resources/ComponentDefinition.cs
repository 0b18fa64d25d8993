namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>One <c>kind: Component</c> document, before its secrets are looked up.</summary>
/// <param name="Scopes">App ids that see the component; empty means all.</param>
/// <param name="SecretStore">auth.secretStore: where <c>secretKeyRef</c> values come from.</param>
/// <param name="IgnoreErrors">A component that cannot start is left out instead of stopping the runtime.</param>
/// <param name="Source">The file it came from, for messages.</param>
internal sealed record ComponentDefinition(
    string Name, string Type, string Version, IReadOnlyList<MetadataItem> Metadata, IReadOnlyList<string> Scopes,
    string? SecretStore, bool IgnoreErrors, TimeSpan InitTimeout, string Source)
{
    public bool IsInScope(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);
}

/// <summary>A setting: exactly one of a value, a secret's name and key, or an environment variable's name.</summary>
internal sealed record MetadataItem(string Name, string? Value, SecretKey? Secret, string? EnvironmentVariable);

/// <param name="Name">The secret.</param>
/// <param name="Key">The entry in it; the secret's own name where the file gives none.</param>
internal sealed record SecretKey(string Name, string Key);
