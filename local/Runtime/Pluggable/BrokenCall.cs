using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Pluggable;

/// <summary>
/// What a call ends with whose component hangs up: gRPC's exception where it is read from, the transport's where it is being
/// written to, and an invalid operation where that comes too late.
/// </summary>
internal static class BrokenCall
{
    public static bool Is(Exception failure) => failure is RpcException or IOException or InvalidOperationException;

    public static string ReasonOf(Exception failure) =>
        failure is RpcException { StatusCode: var code, Status.Detail: var detail } ? $"{code} {detail}" : failure.Message;
}
