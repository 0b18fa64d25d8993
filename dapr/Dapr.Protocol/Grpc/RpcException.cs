namespace Dapr.Protocol.Grpc;

/// <summary>A gRPC call that ended with another status than OK. Thrown by clients, and by server handlers to choose the status.</summary>
/// <param name="statusCode">The status; <see cref="StatusCode.OK"/> makes no sense here.</param>
/// <param name="detail">The text that travels to the peer.</param>
/// <param name="inner">The local cause, never sent.</param>
public sealed class RpcException(StatusCode statusCode, string detail, Exception? inner = null)
    : Exception($"Status(StatusCode=\"{statusCode}\", Detail=\"{detail}\")", inner)
{
    /// <summary>The status of the call.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>The text that came, or goes, with the status.</summary>
    public string Detail { get; } = detail;

    /// <summary>True where the connection could not be made, so that the server has certainly not seen the call.</summary>
    public bool NeverSent { get; init; }
}
