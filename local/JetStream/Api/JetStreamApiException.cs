namespace DaprProcessing.Local.JetStream.Api;

/// <summary>JetStream refused a call.</summary>
/// <param name="code">HTTP-like status: 400 wrong, 404 absent, 503 not able now.</param>
/// <param name="errorCode">The server's own number for the reason (<see cref="JetStreamErrorCodes"/>).</param>
public sealed class JetStreamApiException(int code, int errorCode, string description)
    : Exception($"JetStream: {description} ({errorCode})")
{
    public int Code { get; } = code;

    public int ErrorCode { get; } = errorCode;

    public string Description { get; } = description;
}
