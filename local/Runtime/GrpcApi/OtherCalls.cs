using Dapr.Proto.Runtime.V1;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>Bindings and shutdown.</summary>
internal static class OtherCalls
{
    public static void MapBindingCalls(this IEndpointRouteBuilder routes, BindingInvoker bindings) =>
        routes.MapDaprUnary<InvokeBindingRequest, InvokeBindingResponse>("InvokeBinding", async (request, context) =>
        {
            var invocation = new BindingInvocation(request.Operation, request.Data.Memory, request.Metadata);
            var result = await bindings.InvokeAsync(context.App().AppId, request.Name, invocation, context.RequestAborted);
            var response = new InvokeBindingResponse { Data = UnsafeByteOperations.UnsafeWrap(result.Data) };
            response.Metadata.Add(new Dictionary<string, string>(result.Metadata));
            return response;
        });

    public static void MapShutdownCall(this IEndpointRouteBuilder routes, Action<AppRuntime> shutDown) =>
        routes.MapDaprUnary<ShutdownRequest, Empty>("Shutdown", (_, context) =>
        {
            shutDown(context.App());
            return Task.FromResult(new Empty());
        });
}
