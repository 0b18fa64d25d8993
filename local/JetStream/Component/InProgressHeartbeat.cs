using System.Diagnostics;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream;

/// <summary>
/// Tells the server every third of the ack wait that a message is still at work, so that long work is not delivered twice.
/// A thread of its own, with nothing asynchronous in its way: handlers that block every pool thread do not stop it.
/// </summary>
internal sealed class InProgressHeartbeat : IDisposable
{
    // The system's own longest wait is shorter than an ack wait may be.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly NatsConnection _connection;
    private readonly object _gate = new();
    private readonly SortedSet<Watch> _watches = new(Comparer<Watch>.Create((a, b) => (a.Due, a.Id).CompareTo((b.Due, b.Id))));
    private long _nextId;
    private bool _stopped;

    public InProgressHeartbeat(NatsConnection connection)
    {
        _connection = connection;
        new Thread(Run) { IsBackground = true, Name = "jetstream-heartbeat" }.Start();
    }

    /// <summary>Keeps the message of that reply subject alive until the result is disposed.</summary>
    public IDisposable Start(string replyTo, TimeSpan interval)
    {
        lock (_gate)
        {
            var watch = new Watch(this, ++_nextId, replyTo, interval) { Due = After(interval) };
            _watches.Add(watch);
            if (_watches.Min == watch)
            {
                Monitor.Pulse(_gate);
            }

            return watch;
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

    private static long After(TimeSpan interval) => Stopwatch.GetTimestamp() + (long)(interval.TotalSeconds * Stopwatch.Frequency);

    private void Run()
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (_watches.Min is not { } first)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), first.Due);
                if (wait > TimeSpan.Zero)
                {
                    Monitor.Wait(_gate, wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait);
                    continue;
                }

                // Without a connection the beat is simply missed; the next one comes with the reconnect.
                _connection.TryPublish(first.ReplyTo, Acknowledgements.InProgress);
                _watches.Remove(first);
                first.Due = After(first.Interval);
                _watches.Add(first);
            }
        }
    }

    private void Stop(Watch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    private sealed class Watch(InProgressHeartbeat owner, long id, string replyTo, TimeSpan interval) : IDisposable
    {
        public long Id { get; } = id;

        public string ReplyTo { get; } = replyTo;

        public TimeSpan Interval { get; } = interval;

        public long Due { get; set; }

        public void Dispose() => owner.Stop(this);
    }
}
