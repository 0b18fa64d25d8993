using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>Whose the requests of the broker's clients are: the operator says so, and no message.</summary>
internal sealed class BrokerTenant(KnownTenants tenants, IOptions<BrokerOptions> broker, IOptions<TenantOptions> options)
{
    public async Task<Tenant> FindAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.AreRequired)
        {
            return tenants.Of(Tenant.Local.Name, null);
        }

        if (broker.Value.Tenant is not { Length: > 0 } name)
        {
            throw Refused("broker_path_off", "This installation takes no documents by its broker (Broker:Tenant).");
        }

        var record = await tenants.FindAsync(name, cancellationToken);
        return record switch
        {
            // A tenant of an identity provider has a record only where it has limits of its own.
            null when !options.Value.Jwt.IsOn => throw Refused("tenant_unknown", "There is no such tenant (Broker:Tenant)."),
            { Disabled: true } => throw Refused("tenant_disabled", "The tenant is disabled."),
            _ => tenants.Of(name, record),
        };
    }

    private static ProblemException Refused(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);
}
