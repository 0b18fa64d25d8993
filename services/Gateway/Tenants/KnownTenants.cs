using Dapr;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;

namespace DaprProcessing.Gateway.Tenants;

/// <summary>Tenants as requests need them: looked up through the store's gate, with the limits that hold.</summary>
internal sealed class KnownTenants(TenantStore tenants, StoreGate gate, LimitDefaults limits)
{
    /// <summary>While the stores are known to be away the caller hears of it at once, as with a submit.</summary>
    public async Task<TenantRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        gate.ThrowIfAway();
        try
        {
            return await tenants.FindAsync(name, cancellationToken);
        }
        catch (DaprException) when (!cancellationToken.IsCancellationRequested)
        {
            gate.Suspect();
            throw;
        }
    }

    /// <param name="record">Null for a tenant without limits of its own.</param>
    public Tenant Of(string name, TenantRecord? record) =>
        new(name) { Limits = record is null ? limits.All : limits.Of(record) };
}
