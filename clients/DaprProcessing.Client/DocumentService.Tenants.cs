using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <content>
/// Tenants and their keys: with the administrator's key as <see cref="DocumentServiceOptions.ApiKey"/>.
/// </content>
public sealed partial class DocumentService
{
    private const string Tenants = "v1/admin/tenants";

    /// <summary>All tenants, by name.</summary>
    public async Task<IReadOnlyList<Tenant>> ListTenantsAsync(CancellationToken cancellationToken = default) =>
        (await _api.ReadAsync(Get(Tenants), _options.AttemptTimeout, WireJson.Default.TenantPage, cancellationToken)
            .ConfigureAwait(false)).Tenants ?? [];

    /// <summary>Makes a tenant; it has no key yet.</summary>
    /// <exception cref="DocumentProcessingException">
    /// <c>tenant_exists</c>, <c>invalid_tenant</c>, <c>admin_required</c> …
    /// </exception>
    public Task<Tenant> CreateTenantAsync(
        string name, TenantLimits? limits = null, CancellationToken cancellationToken = default) =>
        AdministerAsync(
            HttpMethod.Post, Tenants, new NewTenantBody(name, limits), WireJson.Default.NewTenantBody, WireJson.Default.Tenant,
            cancellationToken);

    /// <summary>Changes limits (null leaves one as it is), shuts a tenant out or lets it in again.</summary>
    public Task<Tenant> ChangeTenantAsync(
        string name, TenantLimits? limits = null, bool? disabled = null, CancellationToken cancellationToken = default) =>
        AdministerAsync(
            HttpMethod.Patch, TenantPath(name), new TenantChangeBody(limits, disabled), WireJson.Default.TenantChangeBody,
            WireJson.Default.Tenant, cancellationToken);

    /// <summary>Removes a tenant with its keys. Its jobs run on, and stay until they expire.</summary>
    public Task DeleteTenantAsync(string name, CancellationToken cancellationToken = default) =>
        RemoveAsync(TenantPath(name), cancellationToken);

    /// <summary>Makes a key. Once: where the answer is lost, so is the key, and another must be made.</summary>
    public Task<NewTenantKey> CreateKeyAsync(
        string tenant, string? label = null, int? expiresInDays = null, CancellationToken cancellationToken = default) =>
        AdministerAsync(
            HttpMethod.Post, TenantPath(tenant, "/keys"), new NewKeyBody(label, expiresInDays), WireJson.Default.NewKeyBody,
            WireJson.Default.NewTenantKey, cancellationToken);

    /// <summary>Makes a key in place of another, which is taken for some more hours.</summary>
    public Task<NewTenantKey> RotateKeyAsync(
        string tenant, string keyId, int? overlapHours = null, CancellationToken cancellationToken = default) =>
        AdministerAsync(
            HttpMethod.Post, TenantPath(tenant, $"/keys/{Uri.EscapeDataString(keyId)}/rotate"), new KeyRotationBody(overlapHours),
            WireJson.Default.KeyRotationBody, WireJson.Default.NewTenantKey, cancellationToken);

    /// <summary>Revokes a key: it is refused from now on.</summary>
    public Task RevokeKeyAsync(string tenant, string keyId, CancellationToken cancellationToken = default) =>
        RemoveAsync(TenantPath(tenant, $"/keys/{Uri.EscapeDataString(keyId)}"), cancellationToken);

    /// <summary>What was used from one day to another, 31 days at most; in this month where no day is named.</summary>
    /// <param name="tenant">Null for the caller's own usage; another's is told to the administrator.</param>
    /// <exception cref="DocumentProcessingException"><c>invalid_range</c>, <c>admin_required</c> …</exception>
    public Task<Usage> GetUsageAsync(
        DateOnly? from = null, DateOnly? to = null, string? tenant = null, CancellationToken cancellationToken = default)
    {
        var query = ToQueryString(("from", Day(from)), ("to", Day(to)));
        return _api.ReadAsync(
            Get((tenant is null ? "v1/usage" : TenantPath(tenant, "/usage")) + query), _options.AttemptTimeout,
            WireJson.Default.Usage, cancellationToken);

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private async Task<TAnswer> AdministerAsync<TBody, TAnswer>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body, bodyType);
        // A repetition after a lost answer would make a second key, or find the tenant made.
        return await _api.UploadAsync(
            new HttpRequestMessage(method, path) { Content = content }, answerType, once: method == HttpMethod.Post,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _api.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, path), new RequestTraits(_options.AttemptTimeout, Buffered: true),
            cancellationToken).ConfigureAwait(false);
    }

    private static string TenantPath(string name, string rest = "") => $"{Tenants}/{Uri.EscapeDataString(name)}{rest}";
}
