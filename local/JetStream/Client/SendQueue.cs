using System.Buffers;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>
/// The bounded buffer between publishers and one socket. A thread of its own writes it out, so that acknowledgement
/// heartbeats leave even while handlers have every pool thread blocked; whatever gathers during one write goes out in the next.
/// </summary>
internal sealed class SendQueue
{
    private readonly object _gate = new();
    private readonly Stream _stream;
    private readonly int _limitBytes;
    private readonly Action<Exception> _onFault;
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _filling = new(16 * 1024);
    private ArrayBufferWriter<byte> _draining = new(16 * 1024);
    private TaskCompletionSource? _room;
    private bool _closed;

    public SendQueue(Stream stream, int limitBytes, Action<Exception> onFault)
    {
        (_stream, _limitBytes, _onFault) = (stream, limitBytes, onFault);
        _thread = new Thread(Drain) { IsBackground = true, Name = "nats-send" };
        _thread.Start();
    }

    /// <summary>Appends the frame, waiting while the buffer is full.</summary>
    public async ValueTask SendAsync<TFrame>(TFrame frame, CancellationToken cancellationToken)
        where TFrame : struct, IClientFrame
    {
        while (!TrySendWithin(frame, out var room))
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Appends the frame without waiting and past the bound: for the few bytes of acknowledgements and pings. False once closed.</summary>
    public bool TrySend<TFrame>(TFrame frame)
        where TFrame : struct, IClientFrame
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            frame.WriteTo(_filling);
            Monitor.Pulse(_gate);
        }

        return true;
    }

    /// <summary>Lets waiting publishers go; unsent bytes are dropped.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _room?.TrySetResult();
            _room = null;
            Monitor.Pulse(_gate);
        }
    }

    private bool TrySendWithin<TFrame>(TFrame frame, out Task room)
        where TFrame : struct, IClientFrame
    {
        lock (_gate)
        {
            room = Task.CompletedTask;
            if (!_closed && _filling.WrittenCount >= _limitBytes)
            {
                room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                return false;
            }

            return TrySend(frame) ? true : throw new NatsConnectionException("the connection closed before the message was sent");
        }
    }

    private void Drain()
    {
        try
        {
            while (Swap())
            {
                _stream.Write(_draining.WrittenSpan);
                _stream.Flush();
                _draining.ResetWrittenCount();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Close();
            _onFault(exception);
        }
    }

    private bool Swap()
    {
        lock (_gate)
        {
            while (!_closed && _filling.WrittenCount == 0)
            {
                Monitor.Wait(_gate);
            }

            // A buffer that once held a burst is not kept at that size for ever.
            var next = _draining.Capacity > 1024 * 1024 ? new ArrayBufferWriter<byte>(16 * 1024) : _draining;
            (_draining, _filling) = (_filling, next);
            _room?.TrySetResult();
            _room = null;
            return !_closed;
        }
    }
}
