namespace DaprProcessing.Local.JetStream.Client;

internal enum ServerFrameKind
{
    Info,
    Message,
    Ping,
    Pong,
    Ok,
    Error,
}

/// <summary>One command from the server.</summary>
/// <param name="Sid">Subscription of a message.</param>
/// <param name="Argument">JSON of INFO or text of -ERR.</param>
internal readonly record struct ServerFrame(
    ServerFrameKind Kind, long Sid = 0, NatsMessage? Message = null, ReadOnlyMemory<byte> Argument = default);
