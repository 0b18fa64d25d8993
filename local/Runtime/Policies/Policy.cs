namespace DaprProcessing.Local.Runtime.Policies;

/// <summary>The timeout, retry and circuit breaker of one target, each optional.</summary>
internal sealed class Policy(TimeSpan? timeout, RetryPolicy? retry, CircuitBreaker? breaker, TimeProvider time)
{
    public static Policy None { get; } = new(null, null, null, TimeProvider.System);

    /// <summary>Runs the call; rethrows the last failure once the policy gives up.</summary>
    /// <param name="isRetriable">Whether a failure is worth another try and counts against the breaker.</param>
    /// <param name="stopRetrying">Ends the waiting between tries, with the last failure; a call at work goes on.</param>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, Func<Exception, bool> isRetriable, CancellationToken cancellationToken,
        CancellationToken stopRetrying = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryOnceAsync(call, isRetriable, cancellationToken);
            }
            catch (Exception failure) when (
                retry is not null && retry.Allows(attempt)
                && !cancellationToken.IsCancellationRequested && !stopRetrying.IsCancellationRequested
                && (failure is TimeoutException or CircuitOpenException || isRetriable(failure)))
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopRetrying);
                await Task.Delay(retry.Delay(attempt), time, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (waiting.IsCancellationRequested)
                {
                    throw;
                }
            }
        }
    }

    private async Task<T> TryOnceAsync<T>(
        Func<CancellationToken, Task<T>> call, Func<Exception, bool> isRetriable, CancellationToken cancellationToken)
    {
        if (breaker is not null && !breaker.TryEnter())
        {
            throw new CircuitOpenException();
        }

        try
        {
            var result = timeout is { } limit ? await WithinAsync(call, limit, cancellationToken) : await call(cancellationToken);
            breaker?.Report(success: true);
            return result;
        }
        catch (Exception failure)
        {
            breaker?.Report(success: failure is not TimeoutException && !isRetriable(failure));
            throw;
        }
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {limit.TotalSeconds:0.###} s, the timeout of its resiliency policy");
        }
    }
}

/// <summary>The call was not made: its circuit breaker is open.</summary>
internal sealed class CircuitOpenException() : Exception("circuit breaker is open");
