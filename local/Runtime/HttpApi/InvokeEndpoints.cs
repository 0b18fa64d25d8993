using System.Text;
using DaprProcessing.Local.Runtime.Operations;
using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>
/// <c>/v1.0/invoke/{appId}/method/{path}</c>, and any other path with the header <c>dapr-app-id</c>: the request goes to the app
/// as it is, the answer comes back as it is, both streamed.
/// </summary>
internal sealed class InvokeEndpoints(AppInvoker invoker)
{
    private const string AppIdHeader = "dapr-app-id";
    private const int LargestRepeatableBytes = 4 << 20;

    // Hop-by-hop, or between caller and runtime only.
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Dapr-Api-Token", "Dapr-App-Id", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authorization", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade",
    };

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/v1.0/invoke/{appId}/method/{**path}", context =>
        ForwardAsync(context, context.Name("appId"), AfterMethod(RawTarget(context))));

    /// <summary>True where the headers name an app; then the request is answered.</summary>
    public async Task<bool> TryForwardByHeaderAsync(HttpContext context)
    {
        if (AppIdFromHeaders(context.Request) is not { } appId)
        {
            return false;
        }

        await ForwardAsync(context, appId, RawTarget(context).TrimStart('/'));
        return true;
    }

    private async Task ForwardAsync(HttpContext context, string appId, string pathAndQuery)
    {
        var length = context.Request.ContentLength;
        var canRepeat = length is null ? !CanHaveBody(context) : length <= LargestRepeatableBytes;
        // The type is said: a bare null would turn into an empty body by way of a null array.
        ReadOnlyMemory<byte>? body = canRepeat ? await context.BodyAsync() : default(ReadOnlyMemory<byte>?);
        using var response = await invoker.SendAsync(
            context.App().AppId, appId, target => Build(context, target, pathAndQuery, body), canRepeat,
            context.RequestAborted);
        await AnswerAsync(context, response.Message);
    }

    private static HttpRequestMessage Build(
        HttpContext context, InvocationTarget target, string pathAndQuery, ReadOnlyMemory<byte>? body)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Parse(context.Request.Method),
            new Uri(target.Address.GetLeftPart(UriPartial.Authority) + target.PathPrefix + pathAndQuery));
        if (body is null)
        {
            request.Content = new StreamContent(context.Request.Body);
        }
        else if (body.Value.Length > 0 || context.Request.ContentLength == 0)
        {
            request.Content = new ReadOnlyMemoryContent(body.Value);
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!NotForwarded.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!NotForwarded.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (context.Request.Method != "HEAD" && context.Response.StatusCode is not (204 or 304))
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    private static string RawTarget(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private static string AfterMethod(string target)
    {
        const string method = "/method/";
        var at = target.IndexOf(method, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : target[(at + method.Length)..];
    }

    private static string? AppIdFromHeaders(HttpRequest request)
    {
        if (request.Headers.TryGetValue(AppIdHeader, out var header) && header.ToString() is { Length: > 0 } appId)
        {
            return appId;
        }

        // http://dapr-app-id:<id>@localhost:3500/…, for clients that can only set a URL.
        const string basic = "Basic ";
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[basic.Length..], bytes, out var written)
            && Encoding.UTF8.GetString(bytes, 0, written).Split(':', 2) is [AppIdHeader, { Length: > 0 } user] ? user : null;
    }
}
