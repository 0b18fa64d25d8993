using DaprProcessing.Gateway.Tenants;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Limits;

/// <summary>The limits that hold for a tenant: its own, and for the rest those of the settings.</summary>
internal sealed class LimitDefaults(IOptions<TenantLimits> settings)
{
    /// <summary>Of a tenant without limits of its own.</summary>
    public TenantLimits All { get; } = settings.Value;

    public TenantLimits Of(TenantRecord tenant) => tenant.Limits.Over(All);
}
