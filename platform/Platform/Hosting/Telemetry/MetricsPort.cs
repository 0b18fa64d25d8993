using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>Opens the port of the metrics beside the addresses a service listens at anyway.</summary>
internal static class MetricsPort
{
    private const string Endpoints = "Kestrel:Endpoints";
    private const string UsualAddress = "http://localhost:5000";

    public static void AddMetricsPort(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(MetricsOptions.Section).Get<MetricsOptions>() ?? new MetricsOptions();
        if (options is not { Enabled: true, Port: > 0 })
        {
            return;
        }

        var address = $"http://{options.Host}:{options.Port}";
        if (builder.Configuration.GetSection(Endpoints).GetChildren().Any())
        {
            // Where there are any, Kestrel listens at these and at no others.
            builder.Configuration[$"{Endpoints}:Metrics:Url"] = address;
            return;
        }

        builder.WebHost.UseUrls($"{AddressesOf(builder.Configuration)};{address}");
    }

    private static string AddressesOf(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return urls;
        }

        var ports = (configuration[WebHostDefaults.HttpPortsKey] ?? "").Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ports.Length == 0 ? UsualAddress : string.Join(';', ports.Select(port => $"http://*:{port}"));
    }
}
