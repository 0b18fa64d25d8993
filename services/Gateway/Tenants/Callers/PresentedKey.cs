namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>What a caller shows to say who it is, where it may stand in a request.</summary>
internal static class PresentedKey
{
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <summary>
    /// The key or token; null where there is none. A browser cannot give a web socket a header, so that its key may come in the
    /// query; elsewhere it may not, for addresses end up in logs and histories.
    /// </summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers[Header].ToString() is { Length: > 0 } key)
        {
            return key;
        }

        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        return request.HttpContext.WebSockets.IsWebSocketRequest && request.Query["api_key"].ToString() is { Length: > 0 } query
            ? query
            : null;
    }
}
