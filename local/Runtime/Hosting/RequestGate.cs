using System.Net;
using System.Security.Cryptography;
using System.Text;
using DaprProcessing.Local.Runtime.HttpApi;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>
/// What happens before any endpoint: host name and token are checked, odd slashes are forgiven, failures become Dapr's answers.
/// </summary>
internal static class RequestGate
{
    private const string TokenHeader = "dapr-api-token";

    /// <summary>
    /// What is read of a body that is refused, so that the caller gets to the answer; past it the connection is cut.
    /// </summary>
    private const long MostDrained = 256 << 20;

    public static Func<HttpContext, RequestDelegate, Task> Create(string? token, long maxBodySizeBytes, ILogger logger)
    {
        var expected = string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetBytes(token);
        return async (context, next) =>
        {
            if (!IsOfThisMachine(context.Request.Host))
            {
                await RefuseAsync(context, 403, StatusCode.PermissionDenied, "the host name is none of this runtime's");
                return;
            }

            if (expected is not null && !IsExempt(context.Request.Path) && !HasToken(context, expected))
            {
                await RefuseAsync(context, 401, StatusCode.Unauthenticated, "invalid api token");
                return;
            }

            if (IsGrpc(context))
            {
                // gRPC bounds each message itself, and a stream of them may be as long as it likes.
                context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
                await next(context);
                return;
            }

            Normalise(context.Request);
            if (context.Request.ContentLength > maxBodySizeBytes
                && !context.Request.Path.StartsWithSegments(ObjectEndpoints.Prefix))
            {
                await RefuseBodyAsync(context);
                return;
            }

            await ErrorResponses.GuardAsync(context, next, logger);
        };
    }

    public static bool IsGrpc(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>An answer without messages: the status goes in the headers.</summary>
    public static void RefuseGrpc(HttpContext context, StatusCode status, string message)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)status).ToString();
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    // Only loopback is listened on. A page in a browser on this machine, whose own name is made to point here (DNS rebinding),
    // reads the answers as its own; its requests name its host.
    private static bool IsOfThisMachine(HostString host) => !host.HasValue
        || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsExempt(PathString path) =>
        HealthEndpoints.IsHealthPath(path) || path.StartsWithSegments(ObjectEndpoints.Prefix);

    private static bool HasToken(HttpContext context, byte[] expected) =>
        CryptographicOperations
            .FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers[TokenHeader].ToString()), expected);

    private static Task RefuseAsync(HttpContext context, int httpStatus, StatusCode grpcStatus, string message)
    {
        if (IsGrpc(context))
        {
            RefuseGrpc(context, grpcStatus, message);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = httpStatus;
        return context.Response.WriteAsync(message);
    }

    private static async Task RefuseBodyAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (context.Request.ContentLength <= MostDrained)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        context.Response.Headers.Connection = "close";
        await ErrorResponses.WriteAsync(context, 400, "ERR_MALFORMED_REQUEST", RequestReading.TooLarge);
    }

    // Invocation paths are the app's business and stay as they are.
    private static void Normalise(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path.StartsWith("/v1.0/invoke/", StringComparison.OrdinalIgnoreCase) || request.Headers.ContainsKey("dapr-app-id"))
        {
            return;
        }

        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        request.Path = path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
