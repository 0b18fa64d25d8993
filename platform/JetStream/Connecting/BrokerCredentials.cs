using DaprProcessing.Components;
using NATS.Client.Core;
using NATS.NKeys;

namespace DaprProcessing.JetStream;

/// <summary>Who the component says it is: a token, an nkey, a JWT with its key, or what stands in the URL of a server.</summary>
internal static class BrokerCredentials
{
    private const int SeedLength = 58;

    /// <summary>Null where only the URLs may have some.</summary>
    public static NatsAuthCred? Read(ComponentMetadata metadata)
    {
        var (token, jwt) = (Text(metadata, "token"), Text(metadata, "jwt"));
        var (seed, file) = (Text(metadata, "seedKey"), Text(metadata, "credentials"));
        if (new[] { token, jwt ?? seed, file }.Count(given => given is not null) > 1)
        {
            throw JetStreamSettings.Wrong(metadata, "token", "and 'jwt' with 'seedKey', and 'credentials', exclude each other");
        }

        return (token, jwt, seed, file) switch
        {
            (not null, _, _, _) => NatsAuthCred.FromToken(token),
            (_, not null, null, _) => throw JetStreamSettings.Wrong(metadata, "jwt", "needs its 'seedKey'"),
            (_, not null, not null, _) => NatsAuthCred.FromJwt(jwt, RequireSeed(metadata, "seedKey", seed)),
            (_, _, not null, _) => NatsAuthCred.FromNkey(RequireSeed(metadata, "seedKey", seed)),
            (_, _, _, not null) => ReadFile(metadata, file),
            _ => null,
        };
    }

    /// <summary>The user information of the server that is dialled.</summary>
    public static Func<Uri, CancellationToken, ValueTask<NatsAuthCred>> OfUrls(
        IReadOnlyList<BrokerEndpoint> servers) => (uri, _) =>
    {
        var server = servers.FirstOrDefault(known => known.IsAt(uri.Host, uri.Port) || known.IsAt(uri.IdnHost, uri.Port));
        return ValueTask.FromResult(server switch
        {
            { Token: { } token } => NatsAuthCred.FromToken(token),
            { User: { } user } => NatsAuthCred.FromUserInfo(user, server.Password ?? ""),

            // Without an answer NATS.Net would repeat to this server what it told the one before.
            _ => NatsAuthCred.FromUserInfo("", ""),
        });
    };

    /// <summary>A path is kept as one: the file is read at every connect, so that renewed credentials are found.</summary>
    private static NatsAuthCred ReadFile(ComponentMetadata metadata, string value)
    {
        var isText = value.Contains("-----BEGIN", StringComparison.Ordinal);
        string text;
        try
        {
            text = isText ? value : File.ReadAllText(value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw JetStreamSettings.Wrong(
                metadata, "credentials", $"is neither a credentials text nor a readable file: {exception.Message}");
        }

        var jwt = LineAfter(text, "-----BEGIN NATS USER JWT-----");
        if (jwt is null || LineAfter(text, "-----BEGIN USER NKEY SEED-----") is not { } seed)
        {
            throw JetStreamSettings.Wrong(metadata, "credentials", "has not both a user JWT and a user nkey seed");
        }

        RequireSeed(metadata, "credentials", seed);
        return isText ? NatsAuthCred.FromCreds(value) : NatsAuthCred.FromCredsFile(value);
    }

    private static string? LineAfter(string text, string header) =>
        text.Split('\n', StringSplitOptions.TrimEntries)
            .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal))
            .Skip(1)
            .FirstOrDefault();

    private static string RequireSeed(ComponentMetadata metadata, string key, string seed)
    {
        // NKeys reads past the end of what is too short.
        if (seed.Length != SeedLength || !seed.StartsWith("SU", StringComparison.Ordinal))
        {
            throw JetStreamSettings.Wrong(metadata, key, "holds no nkey seed of a user (SU…)");
        }

        try
        {
            KeyPair.FromSeed(seed).Dispose();
            return seed;
        }
        catch (Exception exception) when (exception is NKeysException or FormatException or ArgumentException)
        {
            throw JetStreamSettings.Wrong(metadata, key, "holds no usable nkey seed");
        }
    }

    private static string? Text(ComponentMetadata metadata, string key) =>
        metadata.Get(key)?.Trim() is { Length: > 0 } text ? text : null;
}
