using System.Collections.Concurrent;
using Dapr;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Tenants.Keys;

/// <param name="At">To the minute, not to the request.</param>
internal sealed record KeyUse(DateTimeOffset At);

/// <summary>
/// When keys were last used. Apart from the tenants' records, so that a busy key makes no conflict with their changes.
/// </summary>
internal sealed class KeyUses(StateDocument<KeyUse> uses, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new();

    /// <summary>Writes it down, once a minute for each key and replica.</summary>
    public async Task UsedAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var (now, name) = (time.GetUtcNow(), KeyOf(key.Tenant, key.Id));
        if (_written.TryGetValue(name, out var last) && now - last < Every)
        {
            return;
        }

        _written[name] = now;
        try
        {
            await uses.UpdateAsync(
                name, known => known is null || known.At < now ? new KeyUse(now) : null, timeToLive: null, cancellationToken);
        }
        catch (DaprException)
        {
            // The request does not depend on it, and the next minute writes it again.
            _written.TryRemove(name, out _);
        }
    }

    public async Task<DateTimeOffset?> LastUsedAsync(string tenant, string keyId, CancellationToken cancellationToken) =>
        (await uses.FindAsync(KeyOf(tenant, keyId), cancellationToken))?.At;

    public Task ForgetAsync(string tenant, string keyId, CancellationToken cancellationToken) =>
        uses.DeleteAsync(KeyOf(tenant, keyId), cancellationToken);

    private static string KeyOf(string tenant, string keyId) => $"key-uses/{tenant}/{keyId}";
}
