using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>
/// What collects the spans and measurements of this process: sources and meters are the process's, so that services which share
/// one share this too. Spans are made only where an OTLP endpoint is set, by OpenTelemetry's own variables (<c>OTEL_…</c>).
/// </summary>
public sealed class ProcessTelemetry : IDisposable
{
    private readonly TracerProvider? _traces;

    /// <param name="name">The service's, as backends show it where <c>OTEL_SERVICE_NAME</c> says nothing.</param>
    public ProcessTelemetry(string name, IConfiguration configuration)
    {
        if (configuration.GetValue("OTEL_SDK_DISABLED", false))
        {
            return;
        }

        if (configuration.GetValue($"{MetricsOptions.Section}:{nameof(MetricsOptions.Enabled)}", true))
        {
            Metrics = BuildMetrics(name, configuration);
        }

        if (HasEndpoint(configuration, "TRACES"))
        {
            _traces = BuildTraces(name, configuration);
        }
    }

    internal MeterProvider? Metrics { get; }

    public void Dispose()
    {
        // What is still to be sent is sent now, for five seconds at most.
        _traces?.Dispose();
        Metrics?.Dispose();
    }

    private static bool HasEndpoint(IConfiguration configuration, string signal) =>
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
        || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 };

    private static MeterProvider BuildMetrics(string name, IConfiguration configuration)
    {
        var builder = Sdk.CreateMeterProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(ResourceOf(name)).AddMeter($"{PlatformTelemetry.Name}.*")
            .AddServerMeters().AddPrometheusExporter();
        return (HasEndpoint(configuration, "METRICS") ? builder.AddOtlpExporter() : builder).Build();
    }

    private static TracerProvider BuildTraces(string name, IConfiguration configuration) =>
        Sdk.CreateTracerProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(ResourceOf(name)).AddSource(PlatformTelemetry.Name).AddCallSpans().AddOtlpExporter().Build();

    private static ResourceBuilder ResourceOf(string name) => ResourceBuilder.CreateEmpty()
        .AddService(name, serviceVersion: typeof(ProcessTelemetry).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk().AddEnvironmentVariableDetector();
}
