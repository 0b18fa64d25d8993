using System.Diagnostics;
using Dapr;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// Asks the store again after growing pauses of random length, so that many callers do not come back at once, until it answers or
/// the time is up: by gRPC as well as by HTTP, and at an address signed anew each time. Longer outages are for the caller: a
/// message is delivered again later, a client is told to come back.
/// </summary>
internal sealed class StoreRetry(IOptions<ObjectStoreOptions> options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ObjectStoreOptions _options = options.Value;

    public async Task<T> RunAsync<T>(string key, Func<StoreCall, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            using var call = new StoreCall(_options.StallTimeout, cancellationToken);
            try
            {
                return await attempt(call).ConfigureAwait(false);
            }
            catch (Exception error) when (IsPassing(error) && !cancellationToken.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(startedAt) + pause > _options.RetryFor)
                {
                    throw new ObjectStoreUnavailableException(key, error);
                }
            }

            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RunAsync(string key, Func<StoreCall, Task> attempt, CancellationToken cancellationToken) => RunAsync(
        key,
        async call =>
        {
            await attempt(call).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    // Cancelled although the caller did not cancel: the store fell silent. An IOException is a local file's, and no retry's
    // business.
    private static bool IsPassing(Exception error) =>
        error is DaprException or HttpRequestException or OperationCanceledException;
}
