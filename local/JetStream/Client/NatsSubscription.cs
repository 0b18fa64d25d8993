using System.Threading.Channels;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>A plain subscription read at the consumer's pace. Past <c>capacity</c> unread messages the newest are dropped and counted.</summary>
public sealed class NatsSubscription : IMessageSink, IAsyncDisposable
{
    private readonly Channel<NatsMessage> _messages;
    private readonly NatsConnection _connection;
    private long _dropped;

    internal NatsSubscription(NatsConnection connection, int capacity)
    {
        _connection = connection;
        _messages = Channel.CreateBounded<NatsMessage>(capacity);
    }

    internal long Sid { get; set; }

    /// <summary>Messages lost because the reader was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Ends when the subscription is disposed and what had arrived is read.</summary>
    public IAsyncEnumerable<NatsMessage> ReadAllAsync(CancellationToken cancellationToken = default) => _messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>The next message.</summary>
    public ValueTask<NatsMessage> ReadAsync(CancellationToken cancellationToken = default) => _messages.Reader.ReadAsync(cancellationToken);

    /// <summary>Unsubscribes and drains: messages the server had already sent can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.DrainAsync(Sid, CancellationToken.None).ConfigureAwait(false);
        _messages.Writer.TryComplete();
    }

    void IMessageSink.OnMessage(NatsMessage message)
    {
        if (!_messages.Writer.TryWrite(message))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    void IMessageSink.OnDisconnected()
    {
        // A plain subscription only misses what was published meanwhile; it is renewed on the next connection.
    }
}
