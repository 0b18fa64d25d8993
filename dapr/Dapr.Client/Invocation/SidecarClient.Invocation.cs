using System.Net.Http.Json;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private static readonly HttpRequestOptionsKey<string> AppIdKey = new("dapr-app-id");
    private static readonly HttpRequestOptionsKey<string> MethodNameKey = new("dapr-method-name");

    public override HttpClient CreateInvokableHttpClient(string? appId = null) =>
        CreateInvokeHttpClient(appId, _httpEndpoint.OriginalString, _apiToken ?? "");

    public override HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName) =>
        CreateInvokeMethodRequest(httpMethod, appId, methodName, []);

    public override HttpRequestMessage CreateInvokeMethodRequest(
        HttpMethod httpMethod, string appId, string methodName, IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters)
    {
        ArgumentNullException.ThrowIfNull(httpMethod);
        ArgumentException.ThrowIfNullOrEmpty(appId);
        ArgumentNullException.ThrowIfNull(methodName);
        ArgumentNullException.ThrowIfNull(queryStringParameters);

        // The method may carry path segments and a query of its own, so it is not escaped.
        var path = $"/v1.0/invoke/{appId}/method/{methodName.TrimStart('/')}";
        if (queryStringParameters.Count > 0)
        {
            var query = string.Join('&', queryStringParameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
            path += (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
        }

        var request = new HttpRequestMessage(httpMethod, new Uri(_httpEndpoint, path));
        request.Options.Set(AppIdKey, appId);
        request.Options.Set(MethodNameKey, methodName);
        AddApiToken(request);
        return request;
    }

    public override HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters,
        TRequest data)
    {
        var request = CreateInvokeMethodRequest(httpMethod, appId, methodName, queryStringParameters);
        request.Content = JsonContent.Create(data, options: JsonSerializerOptions);
        return request;
    }

    [Obsolete("See the base class.")]
    public override async Task<HttpResponseMessage> InvokeMethodWithResponseAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is null || !_httpEndpoint.IsBaseOf(request.RequestUri))
        {
            throw new ArgumentException("The request was not made by CreateInvokeMethodRequest of this client.", nameof(request));
        }

        try
        {
            return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Failed(request, e, response: null);
        }
    }

    [Obsolete("See the base class.")]
    public override async Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var response = await SuccessAsync(request, cancellationToken).ConfigureAwait(false);
        response.Dispose();
    }

    [Obsolete("See the base class.")]
    public override async Task<TResponse> InvokeMethodAsync<TResponse>(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var response = await SuccessAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return (await response.Content.ReadFromJsonAsync<TResponse>(JsonSerializerOptions, cancellationToken).ConfigureAwait(false))!;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException)
        {
            throw Failed(request, e, response);
        }
    }

    [Obsolete("See the base class.")]
    private async Task<HttpResponseMessage> SuccessAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await InvokeMethodWithResponseAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            throw Failed(request, e, response);
        }
    }

    private static InvocationException Failed(HttpRequestMessage request, Exception cause, HttpResponseMessage? response)
    {
        request.Options.TryGetValue(AppIdKey, out var appId);
        request.Options.TryGetValue(MethodNameKey, out var methodName);
        return new InvocationException(appId, methodName, cause, response);
    }
}
