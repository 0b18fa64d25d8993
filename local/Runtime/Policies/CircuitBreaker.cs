using DaprProcessing.Local.Runtime.Cel;

namespace DaprProcessing.Local.Runtime.Policies;

/// <param name="MaxRequests">Calls let through at a time while half open.</param>
/// <param name="Interval">Counts start again after this time while closed; zero keeps them.</param>
/// <param name="Timeout">How long it stays open before it tries again.</param>
/// <param name="Trip">Opens the breaker; over requests, totalFailures, consecutiveFailures and their like.</param>
internal sealed record CircuitBreakerOptions(int MaxRequests, TimeSpan Interval, TimeSpan Timeout, CelExpression Trip)
{
    public static readonly IReadOnlySet<string> Variables =
        new HashSet<string> { "requests", "totalSuccesses", "totalFailures", "consecutiveSuccesses", "consecutiveFailures" };
}

/// <summary>The state of one breaker for one target.</summary>
internal sealed class CircuitBreaker(CircuitBreakerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private bool _open;
    private bool _halfOpen;
    private int _probes;
    private long _since = time.GetTimestamp();
    private long _successes;
    private long _failures;
    private long _successRun;
    private long _failureRun;

    /// <summary>False means the call must not be made now.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            var age = time.GetElapsedTime(_since);
            if (_open && age >= options.Timeout)
            {
                (_open, _halfOpen, _probes) = (false, true, 0);
                Reset();
            }
            else if (!_open && !_halfOpen && options.Interval > TimeSpan.Zero && age >= options.Interval)
            {
                Reset();
            }

            return !_open && (!_halfOpen || _probes++ < options.MaxRequests);
        }
    }

    public void Report(bool success)
    {
        lock (_gate)
        {
            if (success)
            {
                _successes++;
                _successRun++;
                _failureRun = 0;
                if (_halfOpen && _successRun >= options.MaxRequests)
                {
                    _halfOpen = false;
                    Reset();
                }

                return;
            }

            _failures++;
            _failureRun++;
            _successRun = 0;
            if (!_open && (_halfOpen || options.Trip.Matches(Count)))
            {
                (_open, _halfOpen) = (true, false);
                Reset();
            }
        }
    }

    private object? Count(string name) => name switch
    {
        "requests" => _successes + _failures,
        "totalSuccesses" => _successes,
        "totalFailures" => _failures,
        "consecutiveSuccesses" => _successRun,
        _ => _failureRun,
    };

    private void Reset()
    {
        _since = time.GetTimestamp();
        (_successes, _failures, _successRun, _failureRun) = (0, 0, 0, 0);
    }
}
