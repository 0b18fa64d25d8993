using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>What gRPC's own exception does not say by itself.</summary>
public static class GrpcFailures
{
    extension(RpcException failure)
    {
        /// <summary>True where the connection could not be made, so that the server has certainly not seen the call.</summary>
        public bool NeverSent => IsConnectFailure(failure.Status.DebugException);
    }

    internal static bool IsConnectFailure(Exception? cause) => cause
        is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
        or OperationCanceledException { InnerException: TimeoutException };
}
