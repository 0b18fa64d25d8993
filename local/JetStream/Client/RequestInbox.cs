using System.Collections.Concurrent;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>Answers to all requests of a connection arrive on one wildcard subscription; the last token says whose it is.</summary>
internal sealed class RequestInbox : IMessageSink
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<NatsMessage>> _waiting = new();
    private readonly string _prefix = $"_INBOX.{Guid.NewGuid():N}";
    private long _next;

    public string Subject => $"{_prefix}.*";

    /// <summary>A reply subject of its own and the task that ends with the first message on it.</summary>
    public (string ReplyTo, Task<NatsMessage> Answer) Open()
    {
        var replyTo = $"{_prefix}.{Interlocked.Increment(ref _next):x}";
        var source = new TaskCompletionSource<NatsMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[replyTo] = source;
        return (replyTo, source.Task);
    }

    public void Forget(string replyTo) => _waiting.TryRemove(replyTo, out _);

    public void OnMessage(NatsMessage message)
    {
        if (_waiting.TryRemove(message.Subject, out var source))
        {
            source.TrySetResult(message);
        }
    }

    public void OnDisconnected()
    {
        foreach (var (replyTo, source) in _waiting)
        {
            if (_waiting.TryRemove(replyTo, out _))
            {
                source.TrySetException(new NatsConnectionException("the connection was lost before the answer came"));
            }
        }
    }
}
