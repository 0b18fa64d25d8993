using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>Where the platform's own spans and measurements come from.</summary>
public static class PlatformTelemetry
{
    /// <summary>Of the source, and of every meter: their names begin with it.</summary>
    public const string Name = "DaprProcessing";

    /// <summary>The label by which services that share a process are told apart.</summary>
    public const string ServiceLabel = "service";

    public static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new($"{Name}.Platform");

    public static KeyValuePair<string, object?> Service(string appId) => new(ServiceLabel, appId);
}
