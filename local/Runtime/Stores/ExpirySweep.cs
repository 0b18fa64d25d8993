using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// Removes expired keys for good, every <c>cleanupInterval</c> (1h; 0 for never). They are never read, so a sweep that fails
/// costs only space: the next one does its work.
/// </summary>
internal sealed class ExpirySweep : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _sweeping;

    /// <param name="deleteExpired">Fails as the store does.</param>
    public ExpirySweep(ComponentMetadata metadata, TimeProvider time, Func<CancellationToken, Task> deleteExpired)
    {
        var interval = metadata.GetDuration("cleanupInterval", TimeSpan.FromHours(1));
        _sweeping = interval > TimeSpan.Zero ? SweepAsync(interval, time, deleteExpired) : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sweeping;
        _stopping.Dispose();
    }

    private async Task SweepAsync(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> deleteExpired)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await deleteExpired(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException)
        {
            // The store closes.
        }
    }
}
