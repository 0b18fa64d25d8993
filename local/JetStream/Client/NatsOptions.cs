using System.Security.Cryptography.X509Certificates;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>How to reach the servers, and the bounds of one connection.</summary>
public sealed class NatsOptions
{
    /// <summary>Tried in turn, beginning at a random one. Servers named by other servers are not used: credentials go only where configured.</summary>
    public required IReadOnlyList<NatsEndpoint> Servers { get; init; }

    /// <summary>Shown in the server's connection list.</summary>
    public string Name { get; init; } = "dapr-jetstream";

    public string? Token { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Insist on TLS even where the server only offers it.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Client certificate with its key, for servers that verify clients.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Roots to trust instead of the system's; empty: the system's.</summary>
    public X509Certificate2Collection CertificateAuthorities { get; init; } = [];

    /// <summary>For one attempt: socket, TLS and greeting together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause between attempts; doubles up to <see cref="ReconnectMax"/>, each with up to half of it random.</summary>
    public TimeSpan ReconnectMin { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan ReconnectMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Two of these without any byte from the server and the connection counts as dead.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Unsent bytes past which publishers wait.</summary>
    public int SendBufferBytes { get; init; } = 4 * 1024 * 1024;
}
