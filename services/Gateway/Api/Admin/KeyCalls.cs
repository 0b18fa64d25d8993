using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Tenants.Keys;

namespace DaprProcessing.Gateway.Api.Admin;

internal static class KeyCalls
{
    private const int MaxLabel = 100;
    private const int MaxDays = 3650;
    private const int MaxOverlapHours = 30 * 24;

    // The record is read with every request of the tenant.
    private const int MaxKeys = 50;

    public static async Task<IResult> CreateAsync(
        string name, NewKey wanted, TenantStore tenants, TimeProvider time, CancellationToken cancellationToken)
    {
        if (wanted.Label?.Length > MaxLabel || wanted.ExpiresInDays is < 1 or > MaxDays)
        {
            throw ProblemException.BadRequest(
                "invalid_key", $"A label has at most {MaxLabel} characters, and a key expires in 1 to {MaxDays} days or never.");
        }

        var now = time.GetUtcNow();
        var expiresAt = wanted.ExpiresInDays is { } days ? now.AddDays(days) : (DateTimeOffset?)null;
        return await AddAsync(name, wanted.Label ?? "", expiresAt, known => known, tenants, now, cancellationToken);
    }

    public static async Task<IResult> RotateAsync(
        string name, string id, KeyRotation wanted, TenantStore tenants, TimeProvider time, CancellationToken cancellationToken)
    {
        if (wanted.OverlapHours is < 0 or > MaxOverlapHours)
        {
            throw ProblemException.BadRequest("invalid_overlap", $"An overlap has 0 to {MaxOverlapHours} hours.");
        }

        var now = time.GetUtcNow();
        var tenant = await tenants.FindAsync(TenantCalls.Checked(name), cancellationToken) ?? throw TenantCalls.NotFound(name);
        var old = Find(tenant, id);
        // The new key lives as long as the old one was meant to.
        var expiresAt = old.ExpiresAt is { } end ? now + (end - old.CreatedAt) : (DateTimeOffset?)null;
        var oldEnd = now.AddHours(wanted.OverlapHours ?? 24);
        return await AddAsync(name, old.Label, expiresAt, known => known.With(Earlier(Find(known, id), oldEnd)), tenants, now,
            cancellationToken);
    }

    public static async Task<IResult> RevokeAsync(
        string name, string id, TenantStore tenants, TimeProvider time, CancellationToken cancellationToken)
    {
        _ = await tenants.UpdateAsync(
            TenantCalls.Checked(name),
            known => Find(known, id) is { RevokedAt: null } key ? known.With(key with { RevokedAt = time.GetUtcNow() }) : null,
            cancellationToken) ?? throw TenantCalls.NotFound(name);
        return Results.NoContent();
    }

    private static async Task<IResult> AddAsync(
        string name, string label, DateTimeOffset? expiresAt, Func<TenantRecord, TenantRecord> change, TenantStore tenants,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ApiKey.New(TenantCalls.Checked(name));
        var record = key.ToRecord(label, now, expiresAt);
        _ = await tenants.UpdateAsync(name, known => Room(change(known), now).With(record), cancellationToken)
            ?? throw TenantCalls.NotFound(name);
        return Results.Json(
            new NewKeyView(name, key.Id, key.ToString(), label, expiresAt), statusCode: StatusCodes.Status201Created);
    }

    // Keys that are of no use any more make room; who may still call is never dropped.
    private static TenantRecord Room(TenantRecord tenant, DateTimeOffset now)
    {
        if (tenant.Keys.Count < MaxKeys)
        {
            return tenant;
        }

        var live = tenant.Keys.Where(key => key.RevokedAt is null && !(key.ExpiresAt <= now)).ToList();
        return live.Count < MaxKeys ? tenant with { Keys = live }
            : throw new ProblemException(
                StatusCodes.Status409Conflict, "too_many_keys", $"A tenant has at most {MaxKeys} keys; revoke one first.");
    }

    private static ApiKeyRecord Earlier(ApiKeyRecord key, DateTimeOffset end) =>
        key.ExpiresAt <= end ? key : key with { ExpiresAt = end };

    private static ApiKeyRecord Find(TenantRecord tenant, string id) => tenant.Keys.FirstOrDefault(key => key.Id == id)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "key_not_found", $"The tenant has no key '{id}'.");
}
