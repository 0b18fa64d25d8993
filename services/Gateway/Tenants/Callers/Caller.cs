using DaprProcessing.Gateway.Limits;

namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>Who sent a request, once that is known; a feature of the request.</summary>
/// <param name="Tenant">Null for the administrator.</param>
/// <param name="Limits">What the tenant may do.</param>
internal sealed record Caller(Tenant? Tenant, TenantLimits Limits);
