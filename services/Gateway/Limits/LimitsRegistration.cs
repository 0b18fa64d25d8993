using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace DaprProcessing.Gateway.Limits;

internal static class LimitsRegistration
{
    private const int ReadBufferBytes = 64 << 10;

    /// <summary>Adds what counts and bounds the work of tenants.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<TenantLimits>().BindConfiguration(TenantLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddHttpContextAccessor().AddSingleton<LimitDefaults>().AddSingleton<RequestBudget>()
            .AddSingleton<JobAdmission>().AddSingleton<MemoryGate>().AddSingleton<DocumentRoom>();
    }

    /// <summary>How bodies come in: at their own size, but not at any pace.</summary>
    public static IServiceCollection AddBodyLimits(this IServiceCollection services)
    {
        // Read as it is set: the server is made before the options are validated, and a wrong one is to be told by name.
        services.AddOptions<KestrelServerOptions>().Configure<IConfiguration>((kestrel, configuration) =>
        {
            var gateway = configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
            // The gateway checks sizes itself, so that it can answer with a problem document; see UploadSpool and BodySize.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = gateway is { MinBodyRate: > 0, MinBodyRateGrace.TotalSeconds: > 1 }
                ? new MinDataRate(gateway.MinBodyRate, gateway.MinBodyRateGrace) : null;
        });
        // What a broken connection leaves here unread is lost, although it came: so much of an upload is sent again.
        return services.Configure<SocketTransportOptions>(transport => transport.MaxReadBufferSize = ReadBufferBytes);
    }
}
