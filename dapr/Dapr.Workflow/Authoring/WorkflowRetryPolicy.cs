namespace Dapr.Workflow;

/// <summary>When a failed activity or child workflow is tried again. The waits are durable timers.</summary>
public class WorkflowRetryPolicy
{
    private static readonly TimeSpan DefaultMaxRetryInterval = TimeSpan.FromHours(1);

    /// <param name="maxNumberOfAttempts">All attempts, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the second attempt; above zero.</param>
    /// <param name="backoffCoefficient">By how much each wait is longer than the one before; at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; one hour unless given.</param>
    /// <param name="retryTimeout">No attempt starts later than this after the first; null or infinite: no such end.</param>
    public WorkflowRetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (!(backoffCoefficient >= 1.0 && double.IsFinite(backoffCoefficient)))
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The coefficient must be a finite number of at least 1.");
        if ((maxRetryInterval ?? DefaultMaxRetryInterval) < firstRetryInterval)
            throw new ArgumentOutOfRangeException(nameof(maxRetryInterval), maxRetryInterval, "The longest wait must not be shorter than the first.");
        if (retryTimeout is { } timeout && timeout != Timeout.InfiniteTimeSpan && timeout < firstRetryInterval)
            throw new ArgumentOutOfRangeException(nameof(retryTimeout), retryTimeout, "The timeout must not be shorter than the first wait.");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? DefaultMaxRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>All attempts, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>By how much each wait is longer than the one before.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No attempt starts later than this after the first; infinite: no such end.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>The wait after the failure of attempt number <paramref name="attempt"/>, counted from zero.</summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var delayMs = FirstRetryInterval.TotalMilliseconds * Math.Pow(BackoffCoefficient, attempt);
        return delayMs < MaxRetryInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(delayMs) : MaxRetryInterval;
    }

    /// <summary>Whether attempt number <paramref name="attempt"/> (from zero), failed after <paramref name="elapsed"/>, has a successor.</summary>
    internal bool AllowsRetry(int attempt, TimeSpan elapsed) =>
        attempt + 1 < MaxNumberOfAttempts && (RetryTimeout == Timeout.InfiniteTimeSpan || elapsed + DelayAfter(attempt) <= RetryTimeout);
}
