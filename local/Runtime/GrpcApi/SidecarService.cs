using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Protos.Sidecar;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>
/// The calls of <c>dapr.proto.runtime.v1.Dapr</c>; what is not overridden here is not in the .proto file either.
/// </summary>
internal sealed partial class SidecarService(RuntimeServices services, Action<AppRuntime> shutDown) : Protos.Sidecar.Dapr.DaprBase
{
    public override async Task<InvokeBindingResponse> InvokeBinding(InvokeBindingRequest request, ServerCallContext context)
    {
        var invocation = new BindingInvocation(request.Operation, request.Data.Memory, request.Metadata);
        var result = await services.Bindings.InvokeAsync(AppId(context), request.Name, invocation, context.CancellationToken);
        var response = new InvokeBindingResponse { Data = UnsafeByteOperations.UnsafeWrap(result.Data) };
        response.Metadata.Add(new Dictionary<string, string>(result.Metadata));
        return response;
    }

    public override Task<Empty> Shutdown(ShutdownRequest request, ServerCallContext context)
    {
        shutDown(App(context));
        return Task.FromResult(new Empty());
    }

    private static AppRuntime App(ServerCallContext context) => context.GetHttpContext().App();

    private static string AppId(ServerCallContext context) => App(context).AppId;
}
