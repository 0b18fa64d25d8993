namespace DaprProcessing.Client.Http;

internal sealed record TenantPage(IReadOnlyList<Tenant>? Tenants);

internal sealed record NewTenantBody(string Name, TenantLimits? Limits);

internal sealed record TenantChangeBody(TenantLimits? Limits, bool? Disabled);

internal sealed record NewKeyBody(string? Label, int? ExpiresInDays);

internal sealed record KeyRotationBody(int? OverlapHours);
