using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NATS.NKeys;

namespace DaprProcessing.TestKit;

/// <summary>
/// An operator with one account, as a nats-server with decentralised authentication knows them, and the users it lets in.
/// </summary>
public sealed class NatsOperator : IDisposable
{
    private readonly KeyPair _operator = KeyPair.CreatePair(PrefixByte.Operator);
    private readonly KeyPair _system = KeyPair.CreatePair(PrefixByte.Account);
    private readonly KeyPair _account = KeyPair.CreatePair(PrefixByte.Account);

    /// <summary>For the server: only users with a JWT of the account may connect.</summary>
    public string ServerConfig => $$"""
        operator: "{{Sign(_operator, _operator, new { type = "operator", version = 2 })}}"
        system_account: "{{_system.GetPublicKey()}}"
        resolver: MEMORY
        resolver_preload: {
          {{_system.GetPublicKey()}}: "{{Account(_system)}}"
          {{_account.GetPublicKey()}}: "{{Account(_account)}}"
        }
        """;

    public static KeyPair NewUser() => KeyPair.CreatePair(PrefixByte.User);

    public string Jwt(KeyPair user) => Sign(_account, user, new
    {
        pub = new { },
        sub = new { },
        subs = -1,
        data = -1,
        payload = -1,
        type = "user",
        version = 2,
    });

    /// <summary>What a credentials file holds.</summary>
    public string Credentials(KeyPair user) => $"""
        -----BEGIN NATS USER JWT-----
        {Jwt(user)}
        ------END NATS USER JWT------

        -----BEGIN USER NKEY SEED-----
        {user.GetSeed()}
        ------END USER NKEY SEED------
        """;

    public void Dispose()
    {
        _operator.Dispose();
        _system.Dispose();
        _account.Dispose();
    }

    private string Account(KeyPair account) => Sign(_operator, account, new
    {
        limits = new
        {
            subs = -1,
            data = -1,
            payload = -1,
            imports = -1,
            exports = -1,
            wildcards = true,
            conn = -1,
            leaf = -1,

            // The system account takes no JetStream.
            mem_storage = account == _system ? 0 : -1,
            disk_storage = account == _system ? 0 : -1,
            streams = account == _system ? 0 : -1,
            consumer = account == _system ? 0 : -1,
        },
        default_permissions = new { pub = new { }, sub = new { } },
        type = "account",
        version = 2,
    });

    private static string Sign(KeyPair issuer, KeyPair subject, object claims)
    {
        var body = new
        {
            jti = Guid.NewGuid().ToString("N"),
            iat = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            iss = issuer.GetPublicKey(),
            name = "test",
            sub = subject.GetPublicKey(),
            nats = claims,
        };
        var text = $"{Encode("""{"typ":"JWT","alg":"ed25519-nkey"}""")}.{Encode(JsonSerializer.Serialize(body))}";
        var signature = new byte[64];
        issuer.Sign(Encoding.ASCII.GetBytes(text), signature);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
