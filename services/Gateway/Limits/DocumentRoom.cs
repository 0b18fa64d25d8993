namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// Bounds what whole documents take of the memory while answers are made of them. Whoever finds no room waits: an answer is made
/// in a moment. One that is larger than all of the room has it alone.
/// </summary>
internal sealed class DocumentRoom : IDisposable
{
    /// <summary>Of their JSON; as objects they are a few times that.</summary>
    private const int Megabytes = 128;

    private readonly SemaphoreSlim _free = new(Megabytes);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Room for so many bytes of JSON, until disposed.</summary>
    public async Task<IDisposable> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Clamp((bytes >> 20) + 1, 1, Megabytes);
        // One gathers at a time: two that have half of what they want each would wait for ever.
        await _turn.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < wanted; taken++)
            {
                await _free.WaitAsync(cancellationToken);
            }

            return new Taken(_free, taken);
        }
        catch when (taken > 0)
        {
            _free.Release(taken);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _free.Dispose();
        _turn.Dispose();
    }

    private sealed class Taken(SemaphoreSlim free, int megabytes) : IDisposable
    {
        private int _left = megabytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 0) is > 0 and var left)
            {
                free.Release(left);
            }
        }
    }
}
