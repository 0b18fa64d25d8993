namespace DaprProcessing.JetStream;

/// <summary>One server address; <c>tls://</c> insists on TLS, user information in the URL goes with this server only.</summary>
internal sealed record BrokerEndpoint(string Host, int Port, bool RequireTls, string? User, string? Password, string? Token)
{
    private const int DefaultPort = 4222;

    public bool HasCredentials => User is not null || Token is not null;

    public bool IsAt(string host, int port) => Port == port && Host.Equals(host, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads <c>nats://a:4222,tls://user:secret@b</c>. Throws <see cref="FormatException"/> without repeating secrets.
    /// </summary>
    public static IReadOnlyList<BrokerEndpoint> ParseList(string urls)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var endpoints = urls.Split(',', Tidy).Select(Parse).ToList();
        return endpoints.Count > 0 ? endpoints : throw new FormatException("no NATS server URL given");
    }

    /// <summary>The address without secrets.</summary>
    public override string ToString() => $"{(RequireTls ? "tls" : "nats")}://{Host}:{Port}";

    private static BrokerEndpoint Parse(string text)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"nats://{text}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("nats" or "tls"))
        {
            throw new FormatException("not a NATS server URL (nats://host:4222 or tls://host:4222)");
        }

        var parts = uri.UserInfo.Split(':', 2);
        var first = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        var second = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        return new(
            uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost,
            uri.Port > 0 ? uri.Port : DefaultPort,
            uri.Scheme == "tls",
            User: second is null ? null : first,
            Password: second,
            Token: second is null ? first : null);
    }
}
