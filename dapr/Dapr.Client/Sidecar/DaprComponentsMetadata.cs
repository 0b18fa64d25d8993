namespace Dapr.Client;

/// <summary>A component the sidecar has loaded.</summary>
public sealed class DaprComponentsMetadata(string name, string type, string version, string[] capabilities)
{
    /// <summary>The component's name.</summary>
    public string Name { get; } = name;

    /// <summary>The component's type, e.g. <c>pubsub.jetstream</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The component's version, e.g. <c>v1</c>.</summary>
    public string Version { get; } = version;

    /// <summary>What it can do, e.g. <c>ETAG</c>.</summary>
    public string[] Capabilities { get; } = capabilities;
}
