using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Local.Runtime.Workflows;

public static class WorkflowEndpoints
{
    /// <summary>
    /// Serves the workflow task hub (gRPC, for clients and workers) and the workflow management calls (HTTP).
    /// </summary>
    /// <param name="routes">Where to add the endpoints; gRPC needs HTTP/2.</param>
    /// <param name="engine">The engine that answers.</param>
    /// <param name="appId">The app id whose workflows a call is about.</param>
    /// <param name="isStrict">As daprd does it: a start waits for the first turn, a purge names its instance.</param>
    public static void MapWorkflows(this IEndpointRouteBuilder routes, WorkflowEngine engine, Func<HttpContext, string> appId, bool isStrict = false)
    {
        Api.TaskHubEndpoints.Map(routes, engine, appId, isStrict);
        Api.WorkflowHttpEndpoints.Map(routes, engine, appId);
    }
}
