namespace DaprProcessing.Client.Broker;

/// <summary>Where the broker is.</summary>
public sealed class BrokerClientOptions
{
    /// <summary>As <c>nats://localhost:4222</c>.</summary>
    public string Url { get; set; } = "nats://localhost:4222";

    /// <summary>The broker's token; null where it asks for none.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// A request that nothing was heard of for so long is published again: its completion may have been missed, and is told anew.
    /// </summary>
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromSeconds(30);
}
