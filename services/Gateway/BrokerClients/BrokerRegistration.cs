using DaprProcessing.Gateway.Tenants;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.BrokerClients;

internal static class BrokerRegistration
{
    /// <summary>Adds what makes jobs of what clients of the broker publish.</summary>
    public static IServiceCollection AddBrokerClients(this IServiceCollection services)
    {
        services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section).ValidateDataAnnotations()
            .Validate<IOptions<TenantOptions>, IOptions<GatewayOptions>>(
                (broker, tenants, gateway) => broker.Tenant.Length == 0
                    || (tenants.Value.AreRequired ? gateway.Value.MayBeATenant(broker.Tenant)
                        : broker.Tenant == Tenants.Tenant.Local.Name),
                "Broker:Tenant must name a tenant; where none are configured there is only 'local'")
            .ValidateOnStart();
        return services.AddSingleton<BrokerTenant>().AddSingleton<BrokerSubmitter>().AddSingleton<BrokerRequestHandler>()
            .AddHostedService<BrokerIntake>();
    }
}
