using Dapr;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Intake;

/// <summary>An Idempotency-Key in the hands of one request: renewed until disposed, and given up then.</summary>
internal sealed class IdempotencyHold : IAsyncDisposable
{
    private readonly string _key;
    private readonly StateDocument<IdempotencyClaim> _claims;
    private readonly TimeSpan _retention;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public IdempotencyHold(
        string key, IdempotencyClaim claim, StateDocument<IdempotencyClaim> claims, TimeSpan retention, TimeSpan lease,
        TimeProvider time)
    {
        (_key, Claim, _claims, _retention, _lease, _time) = (key, claim, claims, retention, lease, time);
        _renewing = RenewAsync();
    }

    public IdempotencyClaim Claim { get; }

    /// <summary>Set once the job's record is written: what comes with the key finds that, whatever the claim says.</summary>
    public bool IsMade { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _done.Dispose();
        if (!IsMade)
        {
            await TrySetAsync(null);
        }
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_lease / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                await TrySetAsync(_time.GetUtcNow() + _lease);
            }
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }

    private async Task TrySetAsync(DateTimeOffset? until)
    {
        try
        {
            await _claims.UpdateAsync(
                _key,
                known => known is { Holder: var holder } && holder == Claim.Holder ? known with { HeldUntil = until } : null,
                _retention, CancellationToken.None);
        }
        catch (DaprException)
        {
            // The store is away: the request fails on it soon enough, and the hold runs out by itself.
        }
    }
}
