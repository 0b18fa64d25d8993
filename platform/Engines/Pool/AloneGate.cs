namespace DaprProcessing.Engines.Pool;

/// <summary>Lets many through at a time, or one that wants to be alone.</summary>
internal sealed class AloneGate
{
    private readonly Lock _gate = new();
    private int _inside;

    // Set while somebody is alone, or waits for the others to leave.
    private TaskCompletionSource? _open;
    private TaskCompletionSource? _empty;

    /// <summary>Returns once it may go in; the result is disposed on leaving.</summary>
    public async Task<IDisposable> EnterAsync(bool alone, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task open;
            Task? empty = null;
            lock (_gate)
            {
                if (_open is null && !alone)
                {
                    _inside++;
                    return new Leaving(Leave);
                }

                if (_open is null)
                {
                    (_open, _empty) = (NewSignal(), NewSignal());
                    empty = _inside == 0 ? Task.CompletedTask : _empty.Task;
                }

                open = _open.Task;
            }

            if (empty is null)
            {
                await open.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            return await BeAloneAsync(empty, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IDisposable> BeAloneAsync(Task empty, CancellationToken cancellationToken)
    {
        try
        {
            await empty.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Leaving(Open);
        }
        catch
        {
            Open();
            throw;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_inside == 0)
            {
                _empty?.TrySetResult();
            }
        }
    }

    private void Open()
    {
        lock (_gate)
        {
            _open?.TrySetResult();
            _open = _empty = null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
