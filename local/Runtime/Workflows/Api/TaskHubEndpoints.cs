using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace DaprProcessing.Local.Runtime.Workflows.Api;

/// <summary>The gRPC service <c>TaskHubSidecarService</c>.</summary>
internal sealed class TaskHubEndpoints(IEndpointRouteBuilder routes, WorkflowEngine engine, bool isStrict)
{
    /// <summary>
    /// Answers of workers are accepted well above the payload limit, for the engine then fails the activity or workflow by name;
    /// refused here, the worker could only log it and the workflow would hang.
    /// </summary>
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes, WorkflowEngine engine, Func<HttpContext, string> appId, bool isStrict)
    {
        var hub = new TaskHubEndpoints(routes, engine, isStrict);
        hub.MapClientCalls(appId);
        hub.MapWorkerCalls(appId);
    }

    private void MapClientCalls(Func<HttpContext, string> appId)
    {
        Unary<CreateInstanceRequest, CreateInstanceResponse>("StartInstance", async (request, http) =>
        {
            var id = await engine.StartAsync(appId(http), request);
            if (isStrict && request.ScheduledStartTimestamp is null)
            {
                await engine.WaitForStartAsync(appId(http), id, withPayloads: false, http.RequestAborted);
            }

            return new CreateInstanceResponse { InstanceId = id };
        });
        Unary<GetInstanceRequest, GetInstanceResponse>("GetInstance", (request, http) =>
            engine.GetAsync(appId(http), request.InstanceId, request.GetInputsAndOutputs, http.RequestAborted));
        Unary<GetInstanceRequest, GetInstanceResponse>("WaitForInstanceStart", (request, http) =>
            engine.WaitForStartAsync(appId(http), request.InstanceId, request.GetInputsAndOutputs, http.RequestAborted));
        Unary<GetInstanceRequest, GetInstanceResponse>("WaitForInstanceCompletion", (request, http) =>
            engine.WaitForCompletionAsync(appId(http), request.InstanceId, request.GetInputsAndOutputs, http.RequestAborted));
        Unary<RaiseEventRequest, RaiseEventResponse>("RaiseEvent", async (request, http) =>
        {
            await engine.RaiseEventAsync(appId(http), request);
            return new RaiseEventResponse();
        });
        Unary<TerminateRequest, TerminateResponse>("TerminateInstance", async (request, http) =>
        {
            await engine.TerminateAsync(appId(http), request);
            return new TerminateResponse();
        });
        Unary<SuspendRequest, SuspendResponse>("SuspendInstance", async (request, http) =>
        {
            await engine.SuspendAsync(appId(http), request);
            return new SuspendResponse();
        });
        Unary<ResumeRequest, ResumeResponse>("ResumeInstance", async (request, http) =>
        {
            await engine.ResumeAsync(appId(http), request);
            return new ResumeResponse();
        });
        Unary<PurgeInstancesRequest, PurgeInstancesResponse>("PurgeInstances", async (request, http) => isStrict && request.PurgeInstanceFilter is not null
            ? throw new RpcException(new Status(StatusCode.Unimplemented, "daprd does not purge by filter"))
            : new PurgeInstancesResponse { DeletedInstanceCount = await engine.PurgeAsync(appId(http), request), IsComplete = true });
        Unary<ListInstanceIDsRequest, ListInstanceIDsResponse>("ListInstanceIDs", (request, http) =>
            engine.ListAsync(appId(http), request, http.RequestAborted));
        Unary<GetInstanceHistoryRequest, GetInstanceHistoryResponse>("GetInstanceHistory", (request, http) =>
            engine.GetHistoryAsync(appId(http), request.InstanceId, http.RequestAborted));
        Unary<RerunWorkflowFromEventRequest, RerunWorkflowFromEventResponse>("RerunWorkflowFromEvent", async (request, http) =>
            new RerunWorkflowFromEventResponse { NewInstanceID = await engine.RerunAsync(appId(http), request) });
    }

    private void MapWorkerCalls(Func<HttpContext, string> appId)
    {
        Unary<Empty, Empty>("Hello", (request, _) => Task.FromResult(request));
        routes.MapGrpcServerStream<GetWorkItemsRequest, WorkItem>(PathOf("GetWorkItems"), async (_, http, send) =>
        {
            try
            {
                await engine.ServeWorkerAsync(appId(http), send, http.RequestAborted);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                throw new RpcException(new Status(StatusCode.Cancelled, "shutting down"));
            }
        });
        Unary<ActivityResponse, CompleteTaskResponse>("CompleteActivityTask", async (response, http) =>
        {
            await engine.CompleteActivityAsync(appId(http), response);
            return new CompleteTaskResponse();
        }).WithMetadata(new GrpcMessageLimit(MaxAnswerBytes), new AnswerBodyLimit());
        foreach (var name in (string[])["CompleteOrchestratorTask", "CompleteWorkflowTask"])
        {
            Unary<WorkflowResponse, CompleteTaskResponse>(name, async (response, http) =>
            {
                await engine.CompleteTurnAsync(appId(http), response);
                return new CompleteTaskResponse();
            }).WithMetadata(new GrpcMessageLimit(MaxAnswerBytes), new AnswerBodyLimit());
        }
    }

    private IEndpointConventionBuilder Unary<TRequest, TResponse>(string name, Func<TRequest, HttpContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        routes.MapGrpcUnary<TRequest, TResponse>(PathOf(name), async (request, http) =>
        {
            try
            {
                return await handler(request, http);
            }
            catch (Exception e) when (e is Storage.StorageException or ObjectDisposedException)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The workflow store cannot be written now: " + e.Message, e));
            }
        });

    private static string PathOf(string method) => "/TaskHubSidecarService/" + method;

    /// <summary>The same for the server below gRPC.</summary>
    private sealed class AnswerBodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxAnswerBytes;
    }
}
