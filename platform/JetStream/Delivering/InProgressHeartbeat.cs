using System.Diagnostics;

namespace DaprProcessing.JetStream;

/// <summary>
/// Tells the server every third of the ack wait that a message is still at work, so that long work is not delivered twice.
/// A thread of its own, with nothing asynchronous in its way: handlers that block every pool thread do not stop it.
/// </summary>
internal sealed class InProgressHeartbeat : IDisposable
{
    // The system's own longest wait is shorter than an ack wait may be.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly BrokerConnection _connection;
    private readonly object _gate = new();
    private readonly SortedSet<Lease> _leases = new(Comparer<Lease>.Create((a, b) => (a.Due, a.Id).CompareTo((b.Due, b.Id))));
    private long _nextId;
    private bool _stopped;

    public InProgressHeartbeat(BrokerConnection connection)
    {
        _connection = connection;
        new Thread(Run) { IsBackground = true, Name = "jetstream-heartbeat" }.Start();
    }

    /// <summary>Keeps the message of that reply subject alive until the result is disposed.</summary>
    public IDisposable Start(string replyTo, TimeSpan interval)
    {
        lock (_gate)
        {
            var lease = new Lease(this, ++_nextId, replyTo, interval) { Due = After(interval) };
            _leases.Add(lease);
            if (_leases.Min == lease)
            {
                Monitor.Pulse(_gate);
            }

            return lease;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private static long After(TimeSpan interval) =>
        Stopwatch.GetTimestamp() + (long)(interval.TotalSeconds * Stopwatch.Frequency);

    private void Run()
    {
        while (true)
        {
            int atWork;
            lock (_gate)
            {
                if (!WaitUntilDue())
                {
                    return;
                }

                Renew();
                atWork = _leases.Count;
            }

            PoolRelief.Ensure(atWork);
        }
    }

    /// <summary>False once disposed.</summary>
    private bool WaitUntilDue()
    {
        while (!_stopped)
        {
            if (_leases.Min is not { } first)
            {
                Monitor.Wait(_gate);
                continue;
            }

            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), first.Due);
            if (wait <= TimeSpan.Zero)
            {
                return true;
            }

            Monitor.Wait(_gate, wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait);
        }

        return false;
    }

    private void Renew()
    {
        var now = Stopwatch.GetTimestamp();
        while (_leases.Min is { } first && first.Due <= now)
        {
            // Without a connection the beat is simply missed; the next one comes with the reconnect.
            _connection.TrySend(first.ReplyTo, Settlement.InProgress);
            _leases.Remove(first);
            first.Due = After(first.Interval);
            _leases.Add(first);
        }
    }

    private void Stop(Lease lease)
    {
        lock (_gate)
        {
            _leases.Remove(lease);
        }
    }

    private sealed class Lease(InProgressHeartbeat owner, long id, string replyTo, TimeSpan interval) : IDisposable
    {
        public long Id { get; } = id;

        public string ReplyTo { get; } = replyTo;

        public TimeSpan Interval { get; } = interval;

        public long Due { get; set; }

        public void Dispose() => owner.Stop(this);
    }
}
