using System.Text.Json.Serialization;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Admin;

internal sealed record TenantList(IReadOnlyList<TenantView> Tenants);

/// <summary>A tenant as the administrator sees it.</summary>
/// <param name="Limits">Its own; where it has none, those of the settings hold.</param>
internal sealed record TenantView(
    string Name, DateTimeOffset CreatedAt, bool Disabled, TenantLimits Limits, IReadOnlyList<KeyView> Keys);

/// <param name="Status"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="LastUsedAt">To the minute; absent where it never was.</param>
internal sealed record KeyView(
    string Id, string Label, string Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public static KeyView Of(ApiKeyRecord key, DateTimeOffset? lastUsedAt, DateTimeOffset now)
    {
        var status = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "valid";
        return new(key.Id, key.Label, status, key.CreatedAt, key.ExpiresAt, key.RevokedAt, lastUsedAt);
    }
}

/// <param name="Key">The key itself: shown this once, for only its hash is kept.</param>
internal sealed record NewKeyView(string Tenant, string Id, string Key, string Label, DateTimeOffset? ExpiresAt);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewTenant(string? Name, TenantLimits? Limits);

/// <summary>What is absent stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TenantChange(LimitChange? Limits, bool? Disabled);

/// <param name="ExpiresInDays">Absent: it does not expire.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewKey(string? Label, int? ExpiresInDays);

/// <param name="OverlapHours">How long the old key is still taken, so that callers can change over; absent: a day.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record KeyRotation(int? OverlapHours);
