using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/healthz</c>, <c>/v1.0/healthz/outbound</c> and <c>/v1.0/shutdown</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Paths that need no token.</summary>
    public static bool IsHealthPath(PathString path) => path.Value is "/v1.0/healthz" or "/v1.0/healthz/outbound";

    public static void MapHealth(this IEndpointRouteBuilder routes, Action<AppRuntime> shutDown)
    {
        routes.MapGet("/v1.0/healthz", context =>
        {
            var app = context.App();
            var asked = context.Request.Query["appid"].ToString();
            context.Response.StatusCode = app.IsReady && (asked.Length == 0 || asked == app.AppId)
                ? 204
                : throw new ApiException(500, StatusCode.Unavailable, "ERR_HEALTH_NOT_READY", "dapr is not ready");
            return Task.CompletedTask;
        });

        // Nothing is served before the components are up, so an answer is the answer.
        routes.MapGet("/v1.0/healthz/outbound", context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        routes.MapPost("/v1.0/shutdown", context =>
        {
            context.Response.StatusCode = 204;
            shutDown(context.App());
            return Task.CompletedTask;
        });
    }
}
