using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>The places of this replica: a piece of work takes one, a trial by itself takes all.</summary>
public sealed class WorkSlots(IOptions<WorkerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxInFlight);
    private readonly SemaphoreSlim _trials = new(1);

    /// <summary>Returns once there is room; the result is disposed when the work is over.</summary>
    public async Task<IDisposable> TakeAsync(bool alone, CancellationToken cancellationToken)
    {
        var taken = new Taken(_places);
        try
        {
            if (!alone)
            {
                await taken.OneAsync(cancellationToken).ConfigureAwait(false);
                return taken;
            }

            // One at a time: two that each hold half of the places would wait for each other.
            await _trials.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                for (var place = 0; place < options.Value.MaxInFlight; place++)
                {
                    await taken.OneAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _trials.Release();
            }

            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _trials.Dispose();
    }

    private sealed class Taken(SemaphoreSlim places) : IDisposable
    {
        private int _count;

        public async Task OneAsync(CancellationToken cancellationToken)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            _count++;
        }

        public void Dispose()
        {
            if (_count > 0)
            {
                places.Release(_count);
                _count = 0;
            }
        }
    }
}
