using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>Where the servers are, and how NATS.Net is to speak with them.</summary>
/// <param name="Servers">The only ones dialled: credentials go where they are meant to, not where a server points.</param>
internal sealed record BrokerOptions(IReadOnlyList<BrokerEndpoint> Servers, NatsOpts Nats)
{
    /// <summary>First pause between two attempts; doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    public static BrokerOptions For(IReadOnlyList<BrokerEndpoint> servers) => new(servers, new()
    {
        Url = string.Join(',', servers.Select(server => server.ToString())),
        AuthOpts = new()
        {
            AuthCredCallback = servers.Any(server => server.HasCredentials) ? BrokerCredentials.OfUrls(servers) : null,
        },

        // Dead after two of these without a sign of the server.
        PingInterval = TimeSpan.FromSeconds(20),
        MaxPingOut = 1,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        DrainPingTimeout = TimeSpan.FromSeconds(2),

        // BrokerConnection paces the attempts; NATS.Net adds this to each that failed.
        ReconnectWaitMin = TimeSpan.FromMilliseconds(1),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(1),
        ReconnectJitter = TimeSpan.Zero,

        // Credentials that are refused now may be accepted once the operator has added them.
        IgnoreAuthErrorAbort = true,
        HeaderEncoding = System.Text.Encoding.UTF8,
    });
}
