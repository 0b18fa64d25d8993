using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>
/// What .NET itself tells of calls that come in and go out, without what would be a series for every host called.
/// </summary>
internal static class CallTelemetry
{
    private const string TraceParent = "traceparent";

    // Made by the workflow SDK for every activity, under the span that started the workflow.
    private const string WorkflowSource = "Dapr.Workflow";

    public static MeterProviderBuilder AddServerMeters(this MeterProviderBuilder builder) => builder
        .AddMeter("Microsoft.AspNetCore.Hosting", "System.Net.Http", "System.Runtime")
        .AddView(instrument => instrument.Meter.Name != "System.Net.Http" ? null
            : instrument.Name != "http.client.request.duration" ? MetricStreamConfiguration.Drop
                : new MetricStreamConfiguration
                {
                    TagKeys = ["http.request.method", "http.response.status_code", "error.type"],
                });

    public static TracerProviderBuilder AddCallSpans(this TracerProviderBuilder builder) => builder
        .AddSource(WorkflowSource)
        .AddAspNetCoreInstrumentation(calls =>
        {
            calls.Filter = context => !HealthEndpoints.IsProbe(context.Request.Path)
                && !MetricsEndpoint.IsMetrics(context.Request.Path);
            calls.EnrichWithHttpRequest = (span, request) => span.SetTag(PlatformTelemetry.ServiceLabel, ServiceOf(request));
        })
        .AddHttpClientInstrumentation(calls =>
        {
            calls.FilterHttpRequestMessage = IsItsOwn;
            calls.EnrichWithHttpRequestMessage = NameCall;
        });

    private static string? ServiceOf(HttpRequest request) =>
        request.HttpContext.RequestServices.GetService<IHostEnvironment>()?.ApplicationName;

    // Whoever passes the context of somebody else on is no part of the trace: the local runtime, in the services' process.
    private static bool IsItsOwn(HttpRequestMessage request) => !request.Headers.TryGetValues(TraceParent, out var parents)
        || parents.All(parent => parent == Activity.Current?.Id);

    // Calls of the sidecar are POSTs all; which one it is tells the path.
    private static void NameCall(Activity span, HttpRequestMessage request)
    {
        if (request.Content?.Headers.ContentType?.MediaType == "application/grpc" && request.RequestUri is { } uri)
        {
            span.DisplayName = uri.AbsolutePath.TrimStart('/');
        }
    }
}
