using DaprProcessing.Local.Runtime.GrpcApi;
using DaprProcessing.Local.Runtime.Workflows.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Local.Runtime.Workflows;

/// <param name="Engine">The engine that answers.</param>
/// <param name="AppId">The app id whose workflows a call is about.</param>
public sealed record WorkflowApi(WorkflowEngine Engine, Func<HttpContext, string> AppId);

public static class WorkflowEndpoints
{
    public static void AddWorkflowApi(this IServiceCollection services, WorkflowApi api)
    {
        services.AddSingleton(api).AddSingleton<TaskHubService>().AddSingleton<CallFailures>();
        services.AddGrpc(grpc =>
        {
            // What is not served falls through to the server's own answer, which names it.
            grpc.IgnoreUnknownServices = true;
            grpc.Interceptors.Add<CallFailures>();
        }).AddServiceOptions<TaskHubService>(hub =>
        {
            hub.MaxReceiveMessageSize = TaskHubService.MaxAnswerBytes;
            hub.MaxSendMessageSize = null;
        });
    }

    /// <summary>Serves the workflow task hub (gRPC, for clients and workers) and the workflow management calls (HTTP).</summary>
    /// <param name="routes">Where to add the endpoints; gRPC needs HTTP/2.</param>
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var api = routes.ServiceProvider.GetRequiredService<WorkflowApi>();
        routes.MapGrpcService<TaskHubService>();
        WorkflowHttpEndpoints.Map(routes, api.Engine, api.AppId);
    }
}
