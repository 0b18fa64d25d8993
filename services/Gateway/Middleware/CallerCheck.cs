using System.Net;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>
/// Keeps web pages of others out. A page can send requests to this machine from its reader's browser, and, once its own name is
/// made to point here (DNS rebinding), read the answers: then the request names the page's host. A page's state-changing calls
/// also say which page they come from.
/// </summary>
internal static class CallerCheck
{
    public static void UseCallerCheck(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>();
        app.Use((context, next) =>
        {
            Check(context, options.Value);
            return next(context);
        });
    }

    private static void Check(HttpContext context, GatewayOptions options)
    {
        var request = context.Request;
        if (HealthEndpoints.IsProbe(request.Path))
        {
            return;
        }

        if (!IsAllowedHost(request.Host, context.Connection.LocalIpAddress, options))
        {
            throw Refused("host_not_allowed", $"The host '{request.Host}' is none of this service's; see Gateway:AllowedHosts.");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && IsChange(request.Method) && !IsAllowedOrigin(origin, request.Host, options))
        {
            throw Refused("origin_not_allowed", $"Pages of '{origin}' may not change anything here; see Gateway:CorsOrigins.");
        }
    }

    // Behind a proxy or in a cluster the name is the proxy's business; on this machine's own loopback a name is localhost
    // or a lie. Without any name it is a client of HTTP/1.0, and no browser.
    private static bool IsAllowedHost(HostString host, IPAddress? local, GatewayOptions options) => options.AllowedHosts.Count > 0
        ? options.AllowedHosts.Any(allowed => allowed == "*" || allowed.Equals(host.Host, StringComparison.OrdinalIgnoreCase))
        : local is null || !IPAddress.IsLoopback(local) || !host.HasValue || IsLoopbackName(host.Host);

    private static bool IsLoopbackName(string name) => name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));

    private static bool IsChange(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool IsAllowedOrigin(string origin, HostString host, GatewayOptions options) =>
        options.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));

    private static ProblemException Refused(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);
}
