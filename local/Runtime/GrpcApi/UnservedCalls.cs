using DaprProcessing.Local.Runtime.Hosting;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>Says by name what this runtime does not serve, so that a caller need not guess whether daprd would.</summary>
internal static class UnservedCalls
{
    private const string DaprPrefix = "/dapr.proto.runtime.v1.Dapr/";
    private const string TaskHubPrefix = "/TaskHubSidecarService/";

    public static void Refuse(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        RequestGate.RefuseGrpc(context, StatusCode.Unimplemented, path switch
        {
            _ when path.StartsWith(DaprPrefix, StringComparison.Ordinal) =>
                $"{path[DaprPrefix.Length..]} is not served by the local runtime, which has publish, state, output bindings, "
                + "metadata and workflows only; run the app on daprd to use it",
            _ when path.StartsWith(TaskHubPrefix, StringComparison.Ordinal) =>
                $"{path[TaskHubPrefix.Length..]} is not a call of the workflow task hub, or workflows are off: "
                + "no actor state store is loaded",
            _ => $"unknown method {path}; the local runtime proxies no gRPC services",
        });
    }
}
