using System.Text;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Local.Runtime.Workflows.Api;

/// <summary>
/// The HTTP calls <c>/v1.0/workflows/{component}/…</c> (also v1.0-beta1 and v1.0-alpha1); the component is not looked at, as in
/// daprd.
/// </summary>
internal sealed class WorkflowHttpEndpoints(WorkflowEngine engine, Func<HttpContext, string> appId)
{
    private const int MaxInstanceIdLength = 64;

    public static void Map(IEndpointRouteBuilder routes, WorkflowEngine engine, Func<HttpContext, string> appId)
    {
        var calls = new WorkflowHttpEndpoints(engine, appId);
        foreach (var version in (string[])["v1.0", "v1.0-beta1", "v1.0-alpha1"])
        {
            var group = routes.MapGroup($"/{version}/workflows/{{component}}");
            group.MapPost("/{name}/start", calls.Start);
            group.MapGet("/{id}", calls.Get);
            group.MapPost("/{id}/raiseEvent/{eventName}", calls.RaiseEvent);
            group.MapPost("/{id}/pause", (HttpContext http, string id) =>
                Change(() => engine.SuspendAsync(appId(http), new SuspendRequest { InstanceId = id })));
            group.MapPost("/{id}/resume", (HttpContext http, string id) =>
                Change(() => engine.ResumeAsync(appId(http), new ResumeRequest { InstanceId = id })));
            group.MapPost("/{id}/terminate", (HttpContext http, string id) =>
                Change(() => engine.TerminateAsync(appId(http), new TerminateRequest { InstanceId = id, Recursive = true })));
            group.MapPost("/{id}/purge", calls.Purge);
        }
    }

    private Task<IResult> Start(HttpContext http, string name, string? instanceID) => Answer(async () =>
    {
        if (instanceID is { Length: > 0 } && !IsValidId(instanceID))
        {
            return Error(StatusCodes.Status400BadRequest, "ERR_INSTANCE_ID_INVALID",
                $"The instance id may have up to {MaxInstanceIdLength} letters, digits, '_' and '-'.");
        }

        var request = new CreateInstanceRequest { InstanceId = instanceID ?? "", Name = name, Input = await ReadBodyAsync(http) };
        var id = await engine.StartAsync(appId(http), request);
        return Results.Json(new Dictionary<string, string> { ["instanceID"] = id }, statusCode: StatusCodes.Status202Accepted);
    });

    private Task<IResult> Get(HttpContext http, string id) => Answer(async () =>
    {
        var found = await engine.GetAsync(appId(http), id, withPayloads: true, http.RequestAborted);
        return found.Exists ? Results.Json(Describe(found.WorkflowState)) : NotFound(id);
    });

    private Task<IResult> Purge(HttpContext http, string id) => Answer(async () =>
        await engine.PurgeAsync(appId(http), new PurgeInstancesRequest { InstanceId = id, Recursive = true })
            > 0 ? Accepted() : NotFound(id));

    private Task<IResult> RaiseEvent(HttpContext http, string id, string eventName) => Answer(async () =>
    {
        var request = new RaiseEventRequest { InstanceId = id, Name = eventName, Input = await ReadBodyAsync(http) };
        await engine.RaiseEventAsync(appId(http), request);
        return Accepted();
    });

    private static Task<IResult> Change(Func<Task> change) => Answer(async () =>
    {
        await change();
        return Accepted();
    });

    private static async Task<IResult> Answer(Func<Task<IResult>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            return e.StatusCode switch
            {
                StatusCode.NotFound => Error(StatusCodes.Status404NotFound, "ERR_INSTANCE_ID_NOT_FOUND", e.Status.Detail),
                StatusCode.AlreadyExists => Error(StatusCodes.Status409Conflict, "ERR_INSTANCE_ID_EXISTS", e.Status.Detail),
                StatusCode.InvalidArgument => Error(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", e.Status.Detail),
                StatusCode.ResourceExhausted =>
                    Error(StatusCodes.Status413PayloadTooLarge, "ERR_PAYLOAD_TOO_LARGE", e.Status.Detail),
                _ => Error(StatusCodes.Status500InternalServerError, "ERR_WORKFLOW", e.Status.Detail),
            };
        }
        catch (Exception e) when (e is Storage.StorageException or ObjectDisposedException)
        {
            return Error(StatusCodes.Status503ServiceUnavailable, "ERR_WORKFLOW_STORE", e.Message);
        }
    }

    private static async Task<string?> ReadBodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        return body.Length > 0 ? body : null;
    }

    private static bool IsValidId(string id) =>
        id.Length <= MaxInstanceIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static Dictionary<string, object?> Describe(WorkflowState state)
    {
        var properties = new Dictionary<string, string>();
        Add("dapr.workflow.input", state.Input);
        Add("dapr.workflow.output", state.Output);
        Add("dapr.workflow.custom_status", state.CustomStatus);
        Add("dapr.workflow.failure.error_type", state.FailureDetails?.ErrorType);
        Add("dapr.workflow.failure.error_message", state.FailureDetails?.ErrorMessage);
        Add("dapr.workflow.failure.stack_trace", state.FailureDetails?.StackTrace);
        return new Dictionary<string, object?>
        {
            ["instanceID"] = state.InstanceId,
            ["workflowName"] = state.Name,
            ["createdAt"] = state.CreatedTimestamp.ToDateTimeOffset(),
            ["lastUpdatedAt"] = state.LastUpdatedTimestamp.ToDateTimeOffset(),
            ["runtimeStatus"] = StatusName(state.WorkflowStatus),
            ["properties"] = properties,
        };

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties.Add(name, value);
            }
        }
    }

    private static string StatusName(OrchestrationStatus status) => status switch
    {
        OrchestrationStatus.ContinuedAsNew => "CONTINUED_AS_NEW",
        _ when Enum.IsDefined(status) => status.ToString().ToUpperInvariant(),
        _ => "UNKNOWN",
    };

    private static IResult Accepted() =>
        Results.Json(new Dictionary<string, string>(), statusCode: StatusCodes.Status202Accepted);

    private static IResult NotFound(string id) =>
        Error(StatusCodes.Status404NotFound, "ERR_INSTANCE_ID_NOT_FOUND", $"no such instance exists: '{id}'");

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new Dictionary<string, string> { ["errorCode"] = code, ["message"] = message }, statusCode: status);
}
