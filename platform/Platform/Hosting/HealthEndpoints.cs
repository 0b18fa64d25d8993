using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Probes: live says the process answers, ready says its sidecar does too.</summary>
public static class HealthEndpoints
{
    public static bool IsProbe(PathString path) => path.StartsWithSegments("/healthz");

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Results.Text("live")).ExcludeFromDescription().AllowAnonymous();
        routes.MapGet("/healthz/ready", async (SidecarHealth sidecar, CancellationToken cancellationToken) =>
            await sidecar.IsReadyAsync(cancellationToken).ConfigureAwait(false)
                ? Results.Text("ready")
                : Results.Text("the Dapr sidecar does not answer", statusCode: StatusCodes.Status503ServiceUnavailable))
            .ExcludeFromDescription().AllowAnonymous();
        return routes;
    }
}
