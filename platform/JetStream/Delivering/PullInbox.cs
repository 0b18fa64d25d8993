using System.Buffers;
using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>
/// The one subscription on which all answers to a subscription's pulls arrive. It hands each over on the reading thread, where
/// NATS.Net's own subscriptions would queue it for a pool thread and make a subscription of every pull.
/// </summary>
internal sealed class PullInbox(NatsConnection connection, string inbox, Action<PulledMessage> onMessage)
    : NatsSubBase(connection, connection.SubscriptionManager, $"{inbox}.*", queueGroup: null, opts: null)
{
    protected override ValueTask ReceiveInternalAsync(
        string subject, string? replyTo, ReadOnlySequence<byte>? headersBuffer, ReadOnlySequence<byte> payloadBuffer)
    {
        onMessage(new(subject, replyTo, headersBuffer is { } block ? Parse(block) : null, payloadBuffer.ToArray()));
        return ValueTask.CompletedTask;
    }

    protected override void TryComplete()
    {
        // Nothing waits on this subscription itself.
    }

    private NatsHeaders? Parse(ReadOnlySequence<byte> block)
    {
        var headers = new NatsHeaders();
        try
        {
            connection.HeaderParser.ParseHeaders(new SequenceReader<byte>(block), headers);
            return headers;
        }
        catch (NatsException)
        {
            // Another publisher wrote them: poison headers must not cost every consumer its connection.
            return null;
        }
    }
}
