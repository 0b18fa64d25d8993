using DaprProcessing.Local.Runtime.Protos.TaskHub;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Workflows.Api;

/// <summary>
/// The gRPC service <c>TaskHubSidecarService</c>: clients manage instances, workers pull and complete work items.
/// </summary>
internal sealed class TaskHubService(WorkflowApi api) : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    /// <summary>
    /// Answers of workers are accepted well above the payload limit, for the engine then fails the activity or workflow by name;
    /// refused here, the worker could only log it and the workflow would hang.
    /// </summary>
    public const int MaxAnswerBytes = 64 * 1024 * 1024;

    private WorkflowEngine Engine => api.Engine;

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(request);

    public override async Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        var id = await Engine.StartAsync(AppId(context), request);
        if (request.ScheduledStartTimestamp is null)
        {
            await Engine.WaitForStartAsync(AppId(context), id, withPayloads: false, context.CancellationToken);
        }

        return new CreateInstanceResponse { InstanceId = id };
    }

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        Engine.GetAsync(AppId(context), request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken);

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        Engine.WaitForStartAsync(AppId(context), request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken);

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        Engine.WaitForCompletionAsync(AppId(context), request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken);

    public override async Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context)
    {
        await Engine.RaiseEventAsync(AppId(context), request);
        return new RaiseEventResponse();
    }

    public override async Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context)
    {
        await Engine.TerminateAsync(AppId(context), request);
        return new TerminateResponse();
    }

    public override async Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context)
    {
        await Engine.SuspendAsync(AppId(context), request);
        return new SuspendResponse();
    }

    public override async Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context)
    {
        await Engine.ResumeAsync(AppId(context), request);
        return new ResumeResponse();
    }

    public override async Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) =>
        request.PurgeInstanceFilter is not null
            ? throw new RpcException(new Status(StatusCode.Unimplemented, "daprd does not purge by filter"))
            : new PurgeInstancesResponse
            {
                DeletedInstanceCount = await Engine.PurgeAsync(AppId(context), request), IsComplete = true,
            };

    public override Task<ListInstanceIDsResponse> ListInstanceIDs(ListInstanceIDsRequest request, ServerCallContext context) =>
        Engine.ListAsync(AppId(context), request, context.CancellationToken);

    public override Task<GetInstanceHistoryResponse> GetInstanceHistory(
        GetInstanceHistoryRequest request, ServerCallContext context) =>
        Engine.GetHistoryAsync(AppId(context), request.InstanceId, context.CancellationToken);

    public override async Task<RerunWorkflowFromEventResponse> RerunWorkflowFromEvent(
        RerunWorkflowFromEventRequest request, ServerCallContext context) =>
        new() { NewInstanceID = await Engine.RerunAsync(AppId(context), request) };

    public override Task GetWorkItems(
        GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        Engine.ServeWorkerAsync(AppId(context), request.Capabilities, responseStream, context.CancellationToken);

    public override async Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context)
    {
        await Engine.CompleteActivityAsync(AppId(context), request);
        return new CompleteTaskResponse();
    }

    public override Task<CompleteTaskResponse> CompleteOrchestratorTask(WorkflowResponse request, ServerCallContext context) =>
        CompleteWorkflowTask(request, context);

    public override async Task<CompleteTaskResponse> CompleteWorkflowTask(WorkflowResponse request, ServerCallContext context)
    {
        await Engine.CompleteTurnAsync(AppId(context), request);
        return new CompleteTaskResponse();
    }

    private string AppId(ServerCallContext context) => api.AppId(context.GetHttpContext());
}
