using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>The task hub's calls as the wire has them, on the published SDK's own stubs.</summary>
internal sealed class HubClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers;

    public HubClient(Uri address, string appId = "app")
    {
        _channel =
            GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        _headers = new Metadata { { "app", appId } };
        Stub = new TaskHubSidecarService.TaskHubSidecarServiceClient(_channel);
    }

    public TaskHubSidecarService.TaskHubSidecarServiceClient Stub { get; }

    /// <summary>
    /// Returns once the instance is stored. The engine itself answers after the first turn, for which most tests have no worker
    /// yet.
    /// </summary>
    public async Task<string> StartAsync(string name, string? input = null, string id = "", DateTimeOffset? at = null)
    {
        var request = Request(name, input, id, at);
        var started = Stub.StartInstanceAsync(request, _headers).ResponseAsync;
        while (await Task.WhenAny(started, Task.Delay(20)) != started)
        {
            if (await StatusAsync(request.InstanceId) == OrchestrationStatus.Pending)
            {
                return request.InstanceId;
            }
        }

        return (await started).InstanceId;
    }

    /// <summary>
    /// Of a start that is to fail: waits for the answer however long it takes, where an instance of that id is there and waits.
    /// </summary>
    public Task<RpcException> StartRefusedAsync(string name, string? input, string id) =>
        Assert.ThrowsAsync<RpcException>(
            () => Stub.StartInstanceAsync(Request(name, input, id, at: null), _headers).ResponseAsync);

    private static CreateInstanceRequest Request(string name, string? input, string id, DateTimeOffset? at) => new()
    {
        InstanceId = id.Length > 0 ? id : Guid.NewGuid().ToString("N"), Name = name, Input = input,
        ScheduledStartTimestamp = at is { } time ? Timestamp.FromDateTimeOffset(time) : null,
    };

    public async Task<WorkflowState?> GetAsync(string id) =>
        (await Stub.GetInstanceAsync(new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true },
            _headers)).WorkflowState;

    public async Task<OrchestrationStatus?> StatusAsync(string id) => (await GetAsync(id))?.WorkflowStatus;

    public async Task<WorkflowState> WaitAsync(string id)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var request = new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true };
        return (await Stub.WaitForInstanceCompletionAsync(request, _headers, cancellationToken: timeout.Token)).WorkflowState;
    }

    public async Task RaiseAsync(string id, string name, string? input = null) =>
        await Stub.RaiseEventAsync(new RaiseEventRequest { InstanceId = id, Name = name, Input = input }, _headers);

    public async Task SuspendAsync(string id) =>
        await Stub.SuspendInstanceAsync(new SuspendRequest { InstanceId = id }, _headers);

    public async Task ResumeAsync(string id) => await Stub.ResumeInstanceAsync(new ResumeRequest { InstanceId = id }, _headers);

    public async Task TerminateAsync(string id, string? output = null, bool recursive = true) =>
        await Stub.TerminateInstanceAsync(
        new TerminateRequest { InstanceId = id, Output = output, Recursive = recursive }, _headers);

    public async Task<int> PurgeAsync(string id, bool recursive = true) =>
        (await PurgeAsync(new PurgeInstancesRequest { InstanceId = id, Recursive = recursive })).DeletedInstanceCount;

    public async Task<PurgeInstancesResponse> PurgeAsync(PurgeInstancesRequest request) =>
        await Stub.PurgeInstancesAsync(request, _headers);

    public async Task<ListInstanceIDsResponse> ListAsync(ListInstanceIDsRequest request) =>
        await Stub.ListInstanceIDsAsync(request, _headers);

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) =>
        (await Stub.GetInstanceHistoryAsync(new GetInstanceHistoryRequest { InstanceId = id }, _headers)).Events;

    public async Task<string> RerunAsync(RerunWorkflowFromEventRequest request) =>
        (await Stub.RerunWorkflowFromEventAsync(request, _headers)).NewInstanceID;

    public IAsyncEnumerable<WorkItem> WorkItemsAsync(CancellationToken cancellationToken,
        params IEnumerable<WorkerCapability> capabilities) =>
        Stub.GetWorkItems(new GetWorkItemsRequest { Capabilities = { capabilities } }, _headers,
            cancellationToken: cancellationToken)
            .ResponseStream.ReadAllAsync(cancellationToken);

    public async Task CompleteAsync(WorkflowResponse response, CancellationToken cancellationToken = default) =>
        await Stub.CompleteWorkflowTaskAsync(response, _headers, cancellationToken: cancellationToken);

    public async Task CompleteAsync(ActivityResponse response, CancellationToken cancellationToken = default) =>
        await Stub.CompleteActivityTaskAsync(response, _headers, cancellationToken: cancellationToken);

    public void Dispose() => _channel.Dispose();
}
