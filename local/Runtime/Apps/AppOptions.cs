namespace DaprProcessing.Local.Runtime;

/// <summary>One app id the runtime serves.</summary>
public sealed record AppOptions
{
    public required string AppId { get; init; }

    /// <summary>The runtime's HTTP port for this app on 127.0.0.1; 0 takes a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>The runtime's gRPC port for this app on 127.0.0.1; 0 takes a free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>The app's own HTTP port; null where the app only calls, or is attached later.</summary>
    public int? AppPort { get; init; }

    /// <summary>Where the app listens.</summary>
    public string AppChannelAddress { get; init; } = "127.0.0.1";

    /// <summary>The most calls the runtime makes to the app at one time; null means no bound.</summary>
    public int? AppMaxConcurrency { get; init; }

    /// <summary>Sent to the app as <c>dapr-api-token</c>.</summary>
    public string? AppApiToken { get; init; }

    /// <summary>Probes the app while it runs; null means only its port is watched.</summary>
    public AppHealthCheckOptions? HealthCheck { get; init; }
}

/// <summary>While an app fails its probes, it gets no messages.</summary>
public sealed record AppHealthCheckOptions
{
    public string Path { get; init; } = "/healthz";

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Failures in a row that make it unhealthy.</summary>
    public int Threshold { get; init; } = 3;
}
