using Dapr.Protocol.Grpc;
using Dapr.Proto.Runtime.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace DaprProcessing.Dapr.Tests.Grpc;

/// <summary>Small methods that show one behaviour each.</summary>
internal sealed class GrpcServer
{
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Map(WebApplication app)
    {
        app.MapGrpcUnary<InvokeBindingRequest, InvokeBindingResponse>("/test/Echo", (request, context) => Task.FromResult(
            new InvokeBindingResponse { Data = request.Data, Metadata = { { "token", context.Request.Headers["dapr-api-token"].ToString() } } }));
        app.MapGrpcUnary<InvokeBindingRequest, InvokeBindingResponse>("/test/EchoLarge", (request, _) => Task.FromResult(
            new InvokeBindingResponse { Data = request.Data })).WithMetadata(new GrpcMessageLimit(20 * 1024 * 1024));
        app.MapGrpcUnary<StringValue, Empty>("/test/Fail", (request, _) =>
            throw new RpcException(new Status(StatusCode.FailedPrecondition, request.Value)));
        app.MapGrpcUnary<Empty, Empty>("/test/Throw", (_, _) => throw new InvalidOperationException("broken"));
        app.MapGrpcUnary<Empty, Empty>("/test/Wait", async (_, context) =>
        {
            context.RequestAborted.Register(() => Aborted.TrySetResult());
            Started.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return new Empty();
        });
        app.MapGrpcServerStream<Int32Value, Int32Value>("/test/Count", async (request, context, write) =>
        {
            for (var i = 0; i < request.Value; i++)
            {
                await write(new Int32Value { Value = i });
            }

            if (request.Value == 3)
            {
                throw new RpcException(new Status(StatusCode.DataLoss, "after three"));
            }
        });
        app.MapGrpcServerStream<Empty, Int32Value>("/test/Endless", async (_, context, write) =>
        {
            context.RequestAborted.Register(() => Aborted.TrySetResult());
            await write(new Int32Value { Value = 1 });
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        app.MapGrpcDuplexStream<StringValue, StringValue>("/test/Chat", async (requests, write, _) =>
        {
            await foreach (var request in requests)
            {
                await write(new StringValue { Value = request.Value.ToUpperInvariant() });
            }
        });
        app.MapGrpcUnimplemented("test");
    }
}
