using DaprProcessing.Components;

namespace DaprProcessing.JetStream;

/// <summary>The part of the metadata that says how to reach the servers.</summary>
internal static class ConnectionSettings
{
    private const string DefaultName = "dapr.io - pubsub.jetstream";

    public static BrokerOptions Read(ComponentMetadata metadata)
    {
        var options = BrokerOptions.For(Servers(metadata));
        var nats = options.Nats with
        {
            Name = metadata.Get("name") is { Length: > 0 } name ? name : DefaultName,
            TlsOpts = TlsSettings.Read(metadata, options.Servers),
        };
        if (BrokerCredentials.Read(metadata) is { } credentials && !options.Servers.Any(server => server.HasCredentials))
        {
            nats = nats with { AuthOpts = new() { AuthCredCallback = (_, _) => ValueTask.FromResult(credentials) } };
        }

        return options with { Nats = nats };
    }

    private static IReadOnlyList<BrokerEndpoint> Servers(ComponentMetadata metadata)
    {
        try
        {
            return BrokerEndpoint.ParseList(metadata.Require("natsURL"));
        }
        catch (FormatException exception)
        {
            throw JetStreamSettings.Wrong(metadata, "natsURL", exception.Message);
        }
    }
}
