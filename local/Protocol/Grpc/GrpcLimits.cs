namespace Dapr.Protocol.Grpc;

/// <summary>Default sizes, in bytes, of one message.</summary>
public static class GrpcLimits
{
    /// <summary>What a server endpoint accepts unless it carries a <see cref="GrpcMessageLimit"/>: 4 MiB, as daprd does.</summary>
    public const int MaxMessageSizeBytes = 4 * 1024 * 1024;

    /// <summary>What a client accepts unless told otherwise: 64 MiB, so that a long workflow history passes.</summary>
    public const int MaxClientMessageSizeBytes = 64 * 1024 * 1024;
}
