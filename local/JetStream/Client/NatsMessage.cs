namespace DaprProcessing.Local.JetStream.Client;

/// <param name="Subject">Where it was published (for a JetStream message: the stream's subject, not the inbox).</param>
/// <param name="ReplyTo">Where an answer or acknowledgement goes, or null.</param>
/// <param name="Headers">Null where the message has none.</param>
public sealed record NatsMessage(string Subject, string? ReplyTo, NatsHeaders? Headers, ReadOnlyMemory<byte> Data)
{
    /// <summary>Status of a message the server made itself, or 0 for an ordinary one.</summary>
    public int Status => Data.IsEmpty ? Headers?.Status ?? 0 : 0;
}
