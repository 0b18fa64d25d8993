using System.Collections.Concurrent;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>What the runtime knows of one app id at the moment.</summary>
internal sealed class AppRuntime(AppOptions options)
{
    public AppOptions Options => options;

    public string AppId => options.AppId;

    /// <summary>Null while no app is attached.</summary>
    public AppChannel? Channel { get; set; }

    public bool IsHealthy { get; set; } = true;

    /// <summary>Discovery is done and messages flow; true from the start for an app without a port.</summary>
    public bool IsReady { get; set; } = options.AppPort is null;

    /// <summary>What the app is subscribed to.</summary>
    public IReadOnlyList<SubscriptionDefinition> Subscriptions { get; set; } = [];

    /// <summary>Set by the app with <c>PUT /v1.0/metadata/{key}</c>.</summary>
    public ConcurrentDictionary<string, string> Extended { get; } = new();
}
