using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>What came on a pull: a stored message, or a word of the server about the request.</summary>
/// <param name="ReplyTo">Where a stored message is settled.</param>
/// <param name="Headers">Null without any, or where they cannot be read.</param>
internal sealed record PulledMessage(string Subject, string? ReplyTo, NatsHeaders? Headers, ReadOnlyMemory<byte> Data)
{
    /// <summary>Of the server: 100 heartbeat, 404, 408, 409, 503; else 0.</summary>
    public int Status => Headers?.Code ?? 0;
}
