using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Local.Runtime.HttpApi;

namespace DaprProcessing.Local.Runtime.Diagnostics;

/// <summary>Counts every call that reached an endpoint, and <c>GET /v1.0/local/calls</c>, which daprd does not have.</summary>
internal static class CallCounting
{
    public const string Path = "/v1.0/local/calls";

    public static void UseCallCounting(this IApplicationBuilder app, CallCounter counter) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && NameOf(context, endpoint) is { } method)
        {
            counter.Count(context.App().AppId, method);
        }

        return next(context);
    });

    public static void MapCallCounts(this IEndpointRouteBuilder routes, CallCounter counter) =>
        routes.MapGet(Path, context => context.Response.WriteAsJsonAsync(counter.Read()));

    // Probes and the counter itself cost no job anything.
    private static string? NameOf(HttpContext context, RouteEndpoint endpoint) => endpoint.RoutePattern.RawText switch
    {
        null or Path or "/v1.0/healthz" or "/v1.0/healthz/outbound" => null,
        var pattern when RequestGate.IsGrpc(context) => pattern,
        var pattern => $"{context.Request.Method} {pattern}",
    };
}
