using DaprProcessing.Gateway.Limits;

namespace DaprProcessing.Gateway.Tenants;

/// <summary>A tenant, at <c>tenants/{name}</c> in the state store.</summary>
/// <param name="Limits">What differs from the limits of all tenants.</param>
/// <param name="Disabled">Its keys and tokens are refused; its jobs run on and are kept.</param>
internal sealed record TenantRecord(
    string Name, DateTimeOffset CreatedAt, IReadOnlyList<ApiKeyRecord> Keys, TenantLimits Limits, bool Disabled = false)
{
    public TenantRecord With(ApiKeyRecord key) =>
        this with { Keys = [.. Keys.Where(known => known.Id != key.Id), key] };
}

/// <summary>What is known of a key: enough to recognise it, too little to use it.</summary>
/// <param name="Id">Names the key in the admin API; a part of the key itself.</param>
/// <param name="Salt">Base64.</param>
/// <param name="Hash">SHA-256 of salt and secret, base64. The secret is 160 random bits, so that a slow hash would add
/// nothing.</param>
internal sealed record ApiKeyRecord(
    string Id, string Label, string Salt, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt = null);
