namespace DaprProcessing.Client;

/// <summary>The calls about tenants, keys, usage and dead letters, blocking as <see cref="BlockingJobs"/> are.</summary>
public static class BlockingAdministration
{
    /// <inheritdoc cref="DocumentService.ListTenantsAsync(CancellationToken)"/>
    public static IReadOnlyList<Tenant> ListTenants(
        this DocumentService service, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ListTenantsAsync(cancellationToken));

    /// <inheritdoc cref="DocumentService.CreateTenantAsync(string, TenantLimits?, CancellationToken)"/>
    public static Tenant CreateTenant(
        this DocumentService service, string name, TenantLimits? limits = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.CreateTenantAsync(name, limits, cancellationToken));

    /// <inheritdoc cref="DocumentService.ChangeTenantAsync(string, TenantLimits?, bool?, CancellationToken)"/>
    public static Tenant ChangeTenant(
        this DocumentService service, string name, TenantLimits? limits = null, bool? disabled = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ChangeTenantAsync(name, limits, disabled, cancellationToken));

    /// <inheritdoc cref="DocumentService.DeleteTenantAsync(string, CancellationToken)"/>
    public static void DeleteTenant(this DocumentService service, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.DeleteTenantAsync(name, cancellationToken));

    /// <inheritdoc cref="DocumentService.CreateKeyAsync(string, string?, int?, CancellationToken)"/>
    public static NewTenantKey CreateKey(
        this DocumentService service, string tenant, string? label = null, int? expiresInDays = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.CreateKeyAsync(tenant, label, expiresInDays, cancellationToken));

    /// <inheritdoc cref="DocumentService.RotateKeyAsync(string, string, int?, CancellationToken)"/>
    public static NewTenantKey RotateKey(
        this DocumentService service, string tenant, string keyId, int? overlapHours = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.RotateKeyAsync(tenant, keyId, overlapHours, cancellationToken));

    /// <inheritdoc cref="DocumentService.RevokeKeyAsync(string, string, CancellationToken)"/>
    public static void RevokeKey(
        this DocumentService service, string tenant, string keyId, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.RevokeKeyAsync(tenant, keyId, cancellationToken));

    /// <inheritdoc cref="DocumentService.GetUsageAsync(DateOnly?, DateOnly?, string?, CancellationToken)"/>
    public static Usage GetUsage(
        this DocumentService service, DateOnly? from = null, DateOnly? to = null, string? tenant = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.GetUsageAsync(from, to, tenant, cancellationToken));

    /// <inheritdoc cref="DocumentService.ListDeadLettersAsync(CancellationToken)"/>
    public static IEnumerable<DeadLetter> ListDeadLetters(
        this DocumentService service, CancellationToken cancellationToken = default) =>
        Blocking.Read(service.ListDeadLettersAsync(cancellationToken));

    /// <inheritdoc cref="DocumentService.GetDeadLetterAsync(string, CancellationToken)"/>
    public static DeadLetter GetDeadLetter(
        this DocumentService service, string id, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.GetDeadLetterAsync(id, cancellationToken));

    /// <inheritdoc cref="DocumentService.ReplayDeadLetterAsync(string, CancellationToken)"/>
    public static void ReplayDeadLetter(
        this DocumentService service, string id, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ReplayDeadLetterAsync(id, cancellationToken));

    /// <inheritdoc cref="DocumentService.DropDeadLetterAsync(string, CancellationToken)"/>
    public static void DropDeadLetter(this DocumentService service, string id, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.DropDeadLetterAsync(id, cancellationToken));
}
