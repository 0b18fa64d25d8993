namespace DaprProcessing.Local.Runtime.Policies;

/// <summary>How often and after which delays a failed call is repeated.</summary>
/// <param name="MaxRetries">Repeats after the first try; -1 means until it succeeds or the caller gives up.</param>
internal sealed record RetryPolicy(bool IsExponential, TimeSpan Duration, TimeSpan MaxInterval, int MaxRetries)
{
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan DefaultMaxInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InitialInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The built-in policy of service invocation.</summary>
    public static RetryPolicy ServiceInvocation { get; } = new(false, TimeSpan.FromSeconds(1), DefaultMaxInterval, 3);

    public bool Allows(int retry) => MaxRetries < 0 || retry <= MaxRetries;

    /// <param name="retry">1 for the first repeat.</param>
    public TimeSpan Delay(int retry)
    {
        if (!IsExponential)
        {
            return Duration;
        }

        // Growth 1.5 with half as much jitter either way: Dapr's exponential policy.
        var grown = InitialInterval.TotalMilliseconds * Math.Pow(1.5, Math.Min(retry - 1, 60));
        var bounded = Math.Min(grown, MaxInterval.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bounded * (0.5 + Random.Shared.NextDouble()));
    }
}
