namespace DaprProcessing.Platform.Hosting;

/// <summary>One look serves all who ask meanwhile and shortly after: asking often costs no more than asking once.</summary>
/// <param name="fresh">How long after its start a look still is an answer.</param>
public sealed class SharedLook<T>(TimeSpan fresh, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<T>? _look;
    private long _startedAt;

    /// <param name="look">Not ended by this caller's token: others wait for it too.</param>
    public Task<T> TakeAsync(Func<CancellationToken, Task<T>> look, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && !IsFresh(_look)))
            {
                (_startedAt, _look) = (time.GetTimestamp(), look(CancellationToken.None));
            }

            return _look.WaitAsync(cancellationToken);
        }
    }

    private bool IsFresh(Task<T> look) => look.IsCompletedSuccessfully && time.GetElapsedTime(_startedAt) < fresh;
}
