using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>The client's half of the greeting.</summary>
internal static class ConnectCommand
{
    public static string Build(NatsEndpoint endpoint, NatsOptions options, ServerInfo info, bool overTls)
    {
        if (!info.Headers)
        {
            throw new NatsProtocolException($"the server (version '{info.Version}') has no headers; JetStream needs nats-server 2.9 or newer");
        }

        var token = endpoint.Token ?? options.Token;
        var user = endpoint.User ?? options.User;
        if (info.AuthRequired && info.Nonce is not null && token is null && user is null && options.ClientCertificate is null)
        {
            throw new NatsAuthorizationException("the server asks for an nkey or JWT, which this client does not support; use a token, a user or a client certificate");
        }

        var command = new Fields(
            Verbose: false,
            Pedantic: false,
            Lang: "csharp",
            Version: "1.0.0",
            Protocol: 1,
            Echo: true,
            Headers: true,
            NoResponders: true,
            TlsRequired: overTls,
            Name: options.Name,
            AuthToken: token,
            User: user,
            Pass: endpoint.Password ?? options.Password);
        return $"CONNECT {JsonSerializer.Serialize(command, Json)}";
    }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private sealed record Fields(
        bool Verbose,
        bool Pedantic,
        string Lang,
        string Version,
        int Protocol,
        bool Echo,
        bool Headers,
        bool NoResponders,
        bool TlsRequired,
        string Name,
        string? AuthToken,
        string? User,
        string? Pass);
}
