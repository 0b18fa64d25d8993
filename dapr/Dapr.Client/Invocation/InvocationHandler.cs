namespace Dapr.Client;

/// <summary>
/// Sends requests for <c>http://app-id/path</c> through the sidecar: <c>{endpoint}/v1.0/invoke/app-id/method/path</c>.
/// </summary>
public class InvocationHandler : DelegatingHandler
{
    private Uri _endpoint;

    /// <summary>Starts from <see cref="DaprDefaults"/>.</summary>
    public InvocationHandler()
    {
        _endpoint = Parse(DaprDefaults.GetDefaultHttpEndpoint());
        ApiToken = DaprDefaults.GetDefaultDaprApiToken();
    }

    /// <summary>The sidecar's HTTP address.</summary>
    public string DaprEndpoint
    {
        get => _endpoint.OriginalString;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _endpoint = Parse(value);
        }
    }

    /// <summary>The id to use, in this spelling, where the host is the same but for case: a URI lower-cases its host.</summary>
    public string? DefaultAppId { get; set; }

    internal string? ApiToken { get; set; }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var original = request.RequestUri;
        request.RequestUri = Rewrite(original);
        if (!string.IsNullOrEmpty(ApiToken))
        {
            request.Headers.Remove("dapr-api-token");
            request.Headers.TryAddWithoutValidation("dapr-api-token", ApiToken);
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A handler above this one may send the request again.
            request.RequestUri = original;
        }
    }

    private Uri Rewrite(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"The request URI '{uri}' does not name an application: use http://app-id/path.", nameof(uri));
        }

        var appId = DefaultAppId is { } id && id.Equals(uri.Host, StringComparison.OrdinalIgnoreCase) ? id : uri.Host;
        return new Uri(_endpoint, $"/v1.0/invoke/{appId}/method{uri.PathAndQuery}");
    }

    private static Uri Parse(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri!
            : throw new ArgumentException($"The Dapr endpoint '{endpoint}' must start with http or https.", nameof(endpoint));
}
