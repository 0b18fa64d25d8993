using Dapr.Common.Serialization;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>Events raised from outside: each goes to the longest waiting of its name (case ignored), or is kept until somebody waits.</summary>
internal sealed class ExternalEventInbox(IDaprSerializer serializer)
{
    private Dictionary<string, Queue<Waiter>>? _waiters;
    private Dictionary<string, Queue<KeptEvent>>? _kept;
    private int _arrivals;

    /// <summary>Whether some code waits for an event.</summary>
    public bool HasWaiters => _waiters is not null && _waiters.Values.Any(queue => queue.Any(w => !w.IsDone));

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        if (_kept is not null && _kept.TryGetValue(name, out var kept) && kept.TryDequeue(out var earlier))
        {
            try
            {
                return Task.FromResult(serializer.Deserialize<T>(earlier.Event.EventRaised.Input)!);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return Task.FromException<T>(e);
            }
        }

        var waiter = new Waiter<T>(serializer);
        waiter.CancelOn(cancellationToken);
        _waiters ??= new(StringComparer.OrdinalIgnoreCase);
        if (!_waiters.TryGetValue(name, out var waiters))
            _waiters.Add(name, waiters = []);
        waiters.Enqueue(waiter);
        return waiter.Task;
    }

    /// <summary>An event arrives. Where somebody waits, the code runs on, to its next wait, before this returns.</summary>
    public void Deliver(Wire.HistoryEvent raised)
    {
        if (_waiters is not null && _waiters.TryGetValue(raised.EventRaised.Name, out var waiters))
        {
            // A waiter that was cancelled (its time was up) takes no event.
            while (waiters.TryDequeue(out var waiter))
            {
                if (waiter.TryDeliver(raised.EventRaised.Input))
                    return;
            }
        }

        Keep(raised);
    }

    /// <summary>Keeps an event for the next generation, whoever waits.</summary>
    public void Keep(Wire.HistoryEvent raised)
    {
        _kept ??= new(StringComparer.OrdinalIgnoreCase);
        if (!_kept.TryGetValue(raised.EventRaised.Name, out var kept))
            _kept.Add(raised.EventRaised.Name, kept = []);
        kept.Enqueue(new KeptEvent(_arrivals++, raised));
    }

    /// <summary>What nobody has waited for, in the order of arrival.</summary>
    public IEnumerable<Wire.HistoryEvent> Unclaimed() =>
        _kept is null ? [] : _kept.Values.SelectMany(queue => queue).OrderBy(kept => kept.Arrival).Select(kept => kept.Event);

    private readonly record struct KeptEvent(int Arrival, Wire.HistoryEvent Event);

    private abstract class Waiter
    {
        public abstract bool IsDone { get; }

        public abstract bool TryDeliver(string? payload);
    }

    private sealed class Waiter<T>(IDaprSerializer serializer) : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override bool IsDone => _source.Task.IsCompleted;

        public void CancelOn(CancellationToken cancellationToken)
        {
            if (cancellationToken.CanBeCanceled)
                cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), _source);
        }

        public override bool TryDeliver(string? payload)
        {
            if (IsDone)
                return false;
            T? value;
            try
            {
                value = serializer.Deserialize<T>(payload);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return _source.TrySetException(e);
            }

            return _source.TrySetResult(value!);
        }
    }
}
