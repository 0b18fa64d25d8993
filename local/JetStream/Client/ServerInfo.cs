using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>What the server says of itself in INFO; only the fields in use.</summary>
public sealed record ServerInfo
{
    [JsonPropertyName("server_id")]
    public string ServerId { get; init; } = "";

    [JsonPropertyName("version")]
    public string Version { get; init; } = "";

    [JsonPropertyName("max_payload")]
    public long MaxPayloadBytes { get; init; }

    [JsonPropertyName("headers")]
    public bool Headers { get; init; }

    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; init; }

    [JsonPropertyName("tls_available")]
    public bool TlsAvailable { get; init; }

    [JsonPropertyName("auth_required")]
    public bool AuthRequired { get; init; }

    /// <summary>Set by servers that want a signed nonce (nkey, JWT).</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>True where the server is at least that version; false where it does not say.</summary>
    public bool IsAtLeast(int major, int minor, int patch = 0) =>
        System.Version.TryParse(Version.Split('-')[0], out var version) && version >= new Version(major, minor, patch);

    internal static ServerInfo Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerInfo>(json) ?? throw new NatsProtocolException("the server's INFO is empty");
        }
        catch (JsonException exception)
        {
            throw new NatsProtocolException("the server's INFO is not the expected JSON", exception);
        }
    }
}
