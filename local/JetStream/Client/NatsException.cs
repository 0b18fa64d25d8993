namespace DaprProcessing.Local.JetStream.Client;

/// <summary>Base of everything this client throws on purpose.</summary>
public abstract class NatsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>There is no usable connection: unreachable, cut, or lost while an answer was awaited. Worth a retry.</summary>
public sealed class NatsConnectionException(string message, Exception? inner = null) : NatsException(message, inner);

/// <summary>The other side sent bytes that are not the NATS protocol. The connection is dropped and opened again.</summary>
public sealed class NatsProtocolException(string message, Exception? inner = null) : NatsException(message, inner);

/// <summary>The server answered <c>-ERR</c>.</summary>
public sealed class NatsServerException(string error) : NatsException($"NATS server: {error}")
{
    public string Error { get; } = error;
}

/// <summary>The server refused the credentials or the client certificate, or asks for a scheme this client does not have.</summary>
public sealed class NatsAuthorizationException(string message, Exception? inner = null) : NatsException(message, inner);

/// <summary>Nobody listens on the subject of a request (status 503). For JetStream: no stream, no consumer, or JetStream is not up yet.</summary>
public sealed class NatsNoRespondersException(string subject) : NatsException($"nobody answers on '{subject}'")
{
    public string Subject { get; } = subject;
}

/// <summary>No answer came within the time allowed.</summary>
public sealed class NatsTimeoutException(string message) : NatsException(message);

/// <summary>The message is larger than the server accepts (<c>max_payload</c>); nothing was sent.</summary>
public sealed class NatsPayloadTooLargeException(long bytes, long limitBytes)
    : NatsException($"the message has {bytes} bytes, the server accepts {limitBytes}")
{
    public long Bytes { get; } = bytes;

    public long LimitBytes { get; } = limitBytes;
}
