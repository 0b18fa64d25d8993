using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Storage;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>Turns what a call threw into the status daprd answers; only what nobody foresaw is logged.</summary>
internal sealed partial class CallFailures(ILogger<CallFailures> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            throw ToRpc(failure, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            throw ToRpc(failure, context);
        }
    }

    private RpcException ToRpc(Exception failure, ServerCallContext context)
    {
        switch (failure)
        {
            case ApiException known:
                return ErrorResponses.ToRpc(known);
            // The caller has gone or its deadline has passed; what broke meanwhile says nothing about this server.
            case var _ when context.CancellationToken.IsCancellationRequested:
                return new RpcException(new Status(StatusCode.Cancelled, "the caller has gone"));
            case OperationCanceledException:
                return new RpcException(new Status(StatusCode.Cancelled, "shutting down"));
            case StorageException or ObjectDisposedException:
                return new RpcException(new Status(
                    StatusCode.Unavailable, "The workflow store cannot be written now: " + failure.Message, failure));
            default:
                Log.Failed(logger, context.Method, failure);
                return new RpcException(new Status(StatusCode.Internal, failure.Message, failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "gRPC call {Method} failed")]
        public static partial void Failed(ILogger logger, string method, Exception exception);
    }
}
