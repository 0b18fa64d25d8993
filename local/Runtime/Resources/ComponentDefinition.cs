namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>One <c>kind: Component</c> document.</summary>
/// <param name="Scopes">App ids that see the component; empty means all.</param>
/// <param name="Source">The file it came from, for messages.</param>
internal sealed record ComponentDefinition(
    string Name, string Type, string Version, IReadOnlyList<MetadataItem> Metadata, IReadOnlyList<string> Scopes,
    TimeSpan InitTimeout, string Source)
{
    public bool IsInScope(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);

    /// <summary>How messages name the component.</summary>
    public string Where => $"{Source}: component '{Name}' ({Type})";
}

/// <summary>A setting: a value, or the name of an environment variable.</summary>
internal sealed record MetadataItem(string Name, string? Value, string? EnvironmentVariable);
