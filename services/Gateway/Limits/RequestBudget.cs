using System.Collections.Concurrent;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Requests of a tenant that replicas have drawn in one window.</summary>
internal sealed record RequestCount(int Drawn);

/// <summary>What is left of a quota.</summary>
/// <param name="IsExhausted">This request is one too many.</param>
/// <param name="Reset">Until the window ends.</param>
internal sealed record Allowance(bool IsExhausted, int Remaining, TimeSpan Reset);

/// <summary>
/// Requests in a minute, counted for all replicas together: each draws a few at a time from the shared count, and spends them
/// without asking again. Together they never spend more than the quota; what a replica has drawn and not spent when the minute
/// ends is lost, a twentieth at most.
/// </summary>
internal sealed class RequestBudget(StateDocument<RequestCount> counts, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int Portions = 20;

    private readonly ConcurrentDictionary<string, Share> _shares = new();

    public async Task<Allowance> TakeAsync(Tenant tenant, int quota, CancellationToken cancellationToken)
    {
        var share = _shares.GetOrAdd(tenant.Name, _ => new Share());
        await share.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var window = now.UtcTicks / Window.Ticks;
            share.Enter(window);
            if (share.Own == 0 && !share.IsDry)
            {
                await DrawAsync(share, tenant, window, quota, cancellationToken);
            }

            var reset = TimeSpan.FromTicks(((window + 1) * Window.Ticks) - now.UtcTicks);
            return share.Own == 0 ? new Allowance(true, 0, reset) : new Allowance(false, --share.Own + share.Shared, reset);
        }
        finally
        {
            share.Gate.Release();
        }
    }

    private async Task DrawAsync(Share share, Tenant tenant, long window, int quota, CancellationToken cancellationToken)
    {
        var drawn = 0;
        var count = await counts.UpdateAsync(
            $"limits/{tenant.Name}/requests/{window}",
            known =>
            {
                var before = known?.Drawn ?? 0;
                drawn = Math.Clamp(quota - before, 0, Math.Max(1, quota / Portions));
                return drawn == 0 ? null : new RequestCount(before + drawn);
            },
            Window * 2, cancellationToken);
        share.Own = drawn;
        share.Shared = Math.Max(0, quota - count!.Drawn);
        share.IsDry = drawn == 0;
    }

    /// <summary>What this replica has drawn and not spent.</summary>
    private sealed class Share
    {
        private long _window;

        public SemaphoreSlim Gate { get; } = new(1);

        public int Own { get; set; }

        public int Shared { get; set; }

        public bool IsDry { get; set; }

        public void Enter(long window)
        {
            if (_window != window)
            {
                (_window, Own, Shared, IsDry) = (window, 0, 0, false);
            }
        }
    }
}
