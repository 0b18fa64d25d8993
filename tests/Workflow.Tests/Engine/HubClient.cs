using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>The task hub's calls as the wire has them.</summary>
internal sealed class HubClient(Uri address, string appId = "app") : IDisposable
{
    private readonly GrpcClient _client = new(address);
    private readonly Dictionary<string, string> _headers = new() { ["app"] = appId };

    public async Task<string> StartAsync(string name, string? input = null, string id = "", DateTimeOffset? at = null) =>
        (await CallAsync<CreateInstanceResponse>("StartInstance", new CreateInstanceRequest
        {
            InstanceId = id, Name = name, Input = input, ScheduledStartTimestamp = at is { } time ? Timestamp.FromDateTimeOffset(time) : null,
        })).InstanceId;

    public async Task<WorkflowState?> GetAsync(string id) => (await CallAsync<GetInstanceResponse>(
        "GetInstance", new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true })).WorkflowState;

    public async Task<OrchestrationStatus?> StatusAsync(string id) => (await GetAsync(id))?.WorkflowStatus;

    public async Task<WorkflowState> WaitAsync(string id)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return (await CallAsync<GetInstanceResponse>(
            "WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true }, timeout.Token)).WorkflowState;
    }

    public Task RaiseAsync(string id, string name, string? input = null) =>
        CallAsync<RaiseEventResponse>("RaiseEvent", new RaiseEventRequest { InstanceId = id, Name = name, Input = input });

    public Task SuspendAsync(string id) => CallAsync<SuspendResponse>("SuspendInstance", new SuspendRequest { InstanceId = id });

    public Task ResumeAsync(string id) => CallAsync<ResumeResponse>("ResumeInstance", new ResumeRequest { InstanceId = id });

    public Task TerminateAsync(string id, string? output = null, bool recursive = true) => CallAsync<TerminateResponse>(
        "TerminateInstance", new TerminateRequest { InstanceId = id, Output = output, Recursive = recursive });

    public async Task<int> PurgeAsync(string id, bool recursive = true) => (await CallAsync<PurgeInstancesResponse>(
        "PurgeInstances", new PurgeInstancesRequest { InstanceId = id, Recursive = recursive })).DeletedInstanceCount;

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) =>
        (await CallAsync<GetInstanceHistoryResponse>("GetInstanceHistory", new GetInstanceHistoryRequest { InstanceId = id })).Events;

    public Task<TResponse> CallAsync<TResponse>(string method, IMessage request, CancellationToken cancellationToken = default)
        where TResponse : class, IMessage<TResponse>, new() =>
        _client.UnaryAsync<TResponse>("/TaskHubSidecarService/" + method, request, _headers, deadline: null, cancellationToken);

    public IAsyncEnumerable<WorkItem> WorkItemsAsync(CancellationToken cancellationToken) => _client.ServerStreamAsync<WorkItem>(
        "/TaskHubSidecarService/GetWorkItems", new GetWorkItemsRequest(), _headers, cancellationToken);

    public void Dispose() => _client.Dispose();
}
