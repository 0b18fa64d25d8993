using DaprProcessing.Contracts.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Probes: live says the process answers, ready says its sidecar does too. And a report of what else the service needs, which no
/// probe is to act on: a service without its engine still has to take messages, to say so.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Where a service tells of its parts, see <see cref="ServiceHealth"/>.</summary>
    public const string ReportPath = "/healthz/report";

    public static bool IsProbe(PathString path) => path.StartsWithSegments("/healthz");

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Results.Text("live")).ExcludeFromDescription().AllowAnonymous();
        routes.MapGet("/healthz/ready", async (SidecarHealth sidecar, CancellationToken cancellationToken) =>
            await sidecar.IsReadyAsync(cancellationToken).ConfigureAwait(false)
                ? Results.Text("ready")
                : Results.Text("the Dapr sidecar does not answer", statusCode: StatusCodes.Status503ServiceUnavailable))
            .ExcludeFromDescription().AllowAnonymous();
        routes.MapGet(ReportPath, async (IEnumerable<IHealthPart> parts, CancellationToken cancellationToken) =>
        {
            var looks = await Task.WhenAll(parts.Select(part => part.LookAsync(cancellationToken))).ConfigureAwait(false);
            return new ServiceHealth([.. looks.SelectMany(look => look)]);
        })
        .ExcludeFromDescription().AllowAnonymous();
        return routes;
    }
}
