using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow;
using Dapr.Workflow.Client;
using Dapr.Workflow.Registration;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Workflow.Tests.Sdk.Worker;

public sealed class DaprWorkflowClientTests : IAsyncLifetime
{
    private ScriptedHub _hub = null!;
    private DaprWorkflowClient _client = null!;

    public async Task InitializeAsync()
    {
        _hub = await ScriptedHub.StartAsync();
        _client = new DaprWorkflowClientBuilder().UseGrpcEndpoint(_hub.Address.ToString()).Build();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private T Sent<T>() => Assert.IsType<T>(Assert.Single(_hub.Calls).Request);

    private static GetInstanceResponse Instance(OrchestrationStatus status) => new()
    {
        Exists = true,
        WorkflowState = new()
        {
            InstanceId = "i", Name = "W", WorkflowStatus = status, Input = "1", Output = "[2]", CustomStatus = "{\"step\":3}",
            CreatedTimestamp = Timestamp.FromDateTime(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)),
        },
    };

    [Fact]
    public async Task Schedule_AllGiven_SendsThem()
    {
        _hub.OnCall = (_, request) => new CreateInstanceResponse { InstanceId = ((CreateInstanceRequest)request).InstanceId };

        var id = await _client.ScheduleNewWorkflowAsync("W", "mine", new { A = 1 }, new DateTimeOffset(2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)));

        var sent = Sent<CreateInstanceRequest>();
        Assert.Equal("mine", id);
        Assert.Equal(("W", "mine", "{\"a\":1}"), (sent.Name, sent.InstanceId, sent.Input));
        Assert.Equal(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), sent.ScheduledStartTimestamp.ToDateTime());
    }

    [Fact]
    public async Task Schedule_NoId_MakesOneUp()
    {
        _hub.OnCall = (_, request) => new CreateInstanceResponse { InstanceId = ((CreateInstanceRequest)request).InstanceId };

        Assert.True(Guid.TryParse(await _client.ScheduleNewWorkflowAsync("W"), out _));
        Assert.Equal("", Sent<CreateInstanceRequest>().Input);
    }

    [Fact]
    public async Task GetState_Present_ReadsAll()
    {
        _hub.OnCall = (_, _) => Instance(OrchestrationStatus.Completed);

        var state = await _client.GetWorkflowStateAsync("i");

        Assert.True(Sent<GetInstanceRequest>().GetInputsAndOutputs);
        Assert.True(state is { Exists: true, IsWorkflowCompleted: true, IsWorkflowRunning: false, WorkflowName: "W", FailureDetails: null });
        Assert.Equal(1, state.ReadInputAs<int>());
        Assert.Equal([2], state.ReadOutputAs<int[]>()!);
        Assert.Equal(3, state.ReadCustomStatusAs<Dictionary<string, int>>()!["step"]);
        Assert.Equal(2026, state.CreatedAt.Year);
    }

    [Fact]
    public async Task GetState_Absent_DoesNotExist()
    {
        Assert.False((await _client.GetWorkflowStateAsync("i")).Exists);

        _hub.OnCall = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "gone"));
        Assert.Equal(WorkflowRuntimeStatus.Unknown, (await _client.GetWorkflowStateAsync("i")).RuntimeStatus);

        _hub.OnCall = (_, _) => throw new RpcException(new Status(StatusCode.Unknown, "no such instance exists"));
        Assert.Null((await _client.GetWorkflowStateAsync("i")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(OrchestrationStatus.Stalled, WorkflowRuntimeStatus.Stalled)]
    [InlineData(OrchestrationStatus.Suspended, WorkflowRuntimeStatus.Suspended)]
    [InlineData((OrchestrationStatus)42, WorkflowRuntimeStatus.Unknown)]
    public async Task GetState_Status_IsMapped(OrchestrationStatus sent, WorkflowRuntimeStatus read)
    {
        _hub.OnCall = (_, _) => Instance(sent);

        Assert.Equal(read, (await _client.GetWorkflowStateAsync("i")).RuntimeStatus);
    }

    [Fact]
    public async Task WaitForCompletion_ConnectionLost_AsksAgain()
    {
        var calls = 0;
        _hub.OnCall = (_, _) => ++calls == 1 ? throw new RpcException(new Status(StatusCode.Unavailable, "restarting")) : Instance(OrchestrationStatus.Completed);

        Assert.True((await _client.WaitForWorkflowCompletionAsync("i")).IsWorkflowCompleted);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task WaitForStart_NoSuchInstance_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _client.WaitForWorkflowStartAsync("i"));

    [Fact]
    public async Task WaitForCompletion_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        _hub.OnCall = (_, _) =>
        {
            cancel.Cancel();
            throw new RpcException(new Status(StatusCode.Unavailable, "restarting"));
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.WaitForWorkflowCompletionAsync("i", cancellation: cancel.Token));
    }

    [Fact]
    public async Task RaiseEvent_SendsNameAndPayload()
    {
        await _client.RaiseEventAsync("i", "Go", new[] { 1 });

        Assert.Equal(new RaiseEventRequest { InstanceId = "i", Name = "Go", Input = "[1]" }, Sent<RaiseEventRequest>());
    }

    [Fact]
    public async Task Terminate_IsRecursive()
    {
        await _client.TerminateWorkflowAsync("i", "enough");

        Assert.Equal(new TerminateRequest { InstanceId = "i", Output = "\"enough\"", Recursive = true }, Sent<TerminateRequest>());
    }

    [Fact]
    public async Task SuspendAndResume_SendTheReason()
    {
        await _client.SuspendWorkflowAsync("i", "lunch");
        await _client.ResumeWorkflowAsync("i");

        Assert.Equal([new SuspendRequest { InstanceId = "i", Reason = "lunch" }, new ResumeRequest { InstanceId = "i", Reason = "" }], _hub.Calls.Select(c => c.Request));
    }

    [Fact]
    public async Task Purge_TellsWhetherAnythingWasDeleted()
    {
        _hub.OnCall = (_, _) => new PurgeInstancesResponse { DeletedInstanceCount = 2 };
        Assert.True(await _client.PurgeInstanceAsync("i"));
        Assert.True(Sent<PurgeInstancesRequest>().Recursive);

        _hub.OnCall = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "gone"));
        Assert.False(await _client.PurgeInstanceAsync("i"));
    }

    [Fact]
    public async Task ListInstanceIds_PassesTheTokens()
    {
        _hub.OnCall = (_, _) => new ListInstanceIDsResponse { InstanceIds = { "a", "b" }, ContinuationToken = "next" };

        var page = await _client.ListInstanceIdsAsync("here", 2);

        Assert.Equal(["a", "b"], page.InstanceIds);
        Assert.Equal("next", page.ContinuationToken);
        Assert.Equal(new ListInstanceIDsRequest { ContinuationToken = "here", PageSize = 2 }, Sent<ListInstanceIDsRequest>());
    }

    [Fact]
    public async Task GetHistory_MapsTheEvents()
    {
        _hub.OnCall = (_, _) => new GetInstanceHistoryResponse
        {
            Events = { new HistoryEvent { EventId = -1, WorkflowStarted = new() }, new HistoryEvent { EventId = 3, ChildWorkflowInstanceCreated = new() }, new HistoryEvent() },
        };

        var history = await _client.GetInstanceHistoryAsync("i");

        Assert.Equal(
            [(-1, WorkflowHistoryEventType.OrchestratorStarted), (3, WorkflowHistoryEventType.SubOrchestrationInstanceCreated), (0, WorkflowHistoryEventType.Unknown)],
            history.Select(e => (e.EventId, e.EventType)));
    }

    [Fact]
    public async Task Rerun_WithOptions_SendsThem()
    {
        _hub.OnCall = (_, _) => new RerunWorkflowFromEventResponse { NewInstanceID = "new" };

        var id = await _client.RerunWorkflowFromEventAsync("old", 4, new RerunWorkflowFromEventOptions { NewInstanceId = "new", Input = 5, OverwriteInput = true });

        Assert.Equal("new", id);
        Assert.Equal(
            new RerunWorkflowFromEventRequest { SourceInstanceID = "old", EventID = 4, NewInstanceID = "new", Input = "5", OverwriteInput = true },
            Sent<RerunWorkflowFromEventRequest>());
    }

    [Fact]
    public async Task AnyCall_SidecarRefuses_ThrowsItsStatus()
    {
        _hub.OnCall = (_, _) => throw new RpcException(new Status(StatusCode.AlreadyExists, "there is one"));

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _client.ScheduleNewWorkflowAsync("W", "i"));

        Assert.Equal((StatusCode.AlreadyExists, "there is one"), (refusal.StatusCode, refusal.Status.Detail));
    }
}
