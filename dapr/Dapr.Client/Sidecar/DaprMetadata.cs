namespace Dapr.Client;

/// <summary>What the sidecar says about itself.</summary>
public sealed class DaprMetadata(
    string id,
    IReadOnlyList<DaprActorMetadata> actors,
    IReadOnlyDictionary<string, string> extended,
    IReadOnlyList<DaprComponentsMetadata> components)
{
    /// <summary>The application id.</summary>
    public string Id { get; } = id;

    /// <summary>The active actors by type.</summary>
    public IReadOnlyList<DaprActorMetadata> Actors { get; } = actors;

    /// <summary>Attributes set by the application or the command line.</summary>
    public IReadOnlyDictionary<string, string> Extended { get; } = extended;

    /// <summary>The components that are loaded.</summary>
    public IReadOnlyList<DaprComponentsMetadata> Components { get; } = components;
}
