namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>Who sent a request, once that is known; a feature of the request.</summary>
/// <param name="Tenant">Null for the administrator.</param>
internal sealed record Caller(Tenant? Tenant);
