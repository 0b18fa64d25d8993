using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Platform.Hosting.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Adds spans and metrics; a <see cref="ProcessTelemetry"/> that is registered already is used.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, string appId)
    {
        builder.AddMetricsPort();
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.TryAddSingleton(_ => new ProcessTelemetry(appId, builder.Configuration));
        builder.Services.AddSingleton<IStartupFilter, MetricsEndpoint>();
    }
}
