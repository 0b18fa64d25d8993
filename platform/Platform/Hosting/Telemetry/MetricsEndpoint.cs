using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>
/// <c>/metrics</c> in front of everything else of a service: at its port, where nothing else is but the probes; without one at
/// the service's own, for this machine alone.
/// </summary>
internal sealed class MetricsEndpoint(ProcessTelemetry telemetry, IOptions<MetricsOptions> options) : IStartupFilter
{
    private readonly MetricsOptions _options = options.Value;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (telemetry.Metrics is { } metrics)
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint(
                metrics, MayRead, path: null, configureBranchedPipeline: null, optionsName: null);
        }

        if (_options.Port > 0)
        {
            app.Use(KeepToMetrics);
        }

        next(app);
    };

    public static bool IsMetrics(PathString path) => path.Equals("/metrics", StringComparison.Ordinal);

    private bool MayRead(HttpContext context) => IsMetrics(context.Request.Path)
        && (_options.Port > 0 ? context.Connection.LocalPort == _options.Port : _options.OnServicePort && IsLocal(context));

    // A proxy on this machine is local too, but says for whom it asks.
    private static bool IsLocal(HttpContext context) =>
        context.Connection is { RemoteIpAddress: { } remote, LocalIpAddress: { } local }
        && IPAddress.IsLoopback(remote) && IPAddress.IsLoopback(local)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private Task KeepToMetrics(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.LocalPort != _options.Port || HealthEndpoints.IsProbe(context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
