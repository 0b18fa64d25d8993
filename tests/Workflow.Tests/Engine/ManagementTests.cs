using Dapr.DurableTask.Protobuf;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.TestKit;
using Grpc.Core;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Workflow.Tests.Engine;

public sealed class ManagementTests : EngineTests
{
    private static readonly Step[] Forever = [new Step("event", "never")];

    [Fact]
    public async Task Start_IdOfARunningInstance_IsRefused()
    {
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(Forever), "one");

        var error = await Hub.StartRefusedAsync(StepProgram.Name, "[]", "one");

        Assert.Equal(StatusCode.AlreadyExists, error.StatusCode);
    }

    [Fact]
    public async Task Start_IdOfAnEndedInstance_ReplacesIt()
    {
        await using var worker = Worker();
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("activity", "old")), "one");
        await Hub.WaitAsync("one");

        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("activity", "new")), "one");

        Assert.Equal("new", (await Hub.WaitAsync("one")).Output);
        Assert.Single(await Hub.HistoryAsync("one"), e => e.EventTypeCase == EventCase.ExecutionStarted);
    }

    [Fact]
    public async Task Start_EndedParentWithALivingChild_IsRefused()
    {
        await using var worker = Worker();
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("child", "kid", Child: Forever)), "one");
        await UntilStatusAsync("kid", OrchestrationStatus.Running);
        await Hub.TerminateAsync("one", recursive: false);

        var error = await Hub.StartRefusedAsync(StepProgram.Name, "[]", "one");

        Assert.Equal(StatusCode.AlreadyExists, error.StatusCode);
    }

    [Fact]
    public async Task Start_LostAsByADaprdWhoseSchedulerIsAway_StaysPendingUntilItIsStartedAgain()
    {
        var isAway = true;
        await ReopenAsync(new WorkflowEngineOptions { DatabasePath = DatabasePath, LosesStart = _ => isAway });
        await using var worker = Worker();
        var error = await Hub.StartRefusedAsync(StepProgram.Name, "[]", "one");
        var lost = await Hub.GetAsync("one");

        isAway = false;
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("activity", "ran")), "one");

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal((OrchestrationStatus.Pending, 1), (lost!.WorkflowStatus, lost.CreatedTimestamp.ToDateTime().Year));
        Assert.Equal("ran", (await Hub.WaitAsync("one")).Output);
    }

    [Fact]
    public async Task Start_ScheduledForLater_WaitsEvenWithEventsInTheInbox()
    {
        await using var worker = Worker();
        var id = await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("event", "go")),
            at: DateTimeOffset.UtcNow.AddMilliseconds(800));
        await Hub.RaiseAsync(id, "go", "early");

        var state = await Hub.WaitAsync(id);

        Assert.Equal("early", state.Output);
        Assert.True(state.StartedAt.ToDateTimeOffset() >= state.ScheduledStartTimestamp.ToDateTimeOffset());
    }

    [Fact]
    public async Task Terminate_NoWorkerConnected_EndsAtOnce()
    {
        var id = await StartStepsAsync(Forever);

        await Hub.TerminateAsync(id, "enough");

        var state = await Hub.GetAsync(id);
        Assert.Equal(OrchestrationStatus.Terminated, state!.WorkflowStatus);
        Assert.Equal("enough", state.Output);
    }

    [Fact]
    public async Task Terminate_Recursive_EndsTheWholeTree()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("child", "kid", Child: [new Step("child", "grandkid", Child: Forever)]));
        await UntilStatusAsync("grandkid", OrchestrationStatus.Running);

        await Hub.TerminateAsync(id);

        Assert.Equal(OrchestrationStatus.Terminated, await Hub.StatusAsync("kid"));
        Assert.Equal(OrchestrationStatus.Terminated, await Hub.StatusAsync("grandkid"));
    }

    [Fact]
    public async Task Terminate_DuringATurn_TheTurnIsDropped()
    {
        var inTurn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new ManualResetEventSlim();
        await using var worker = Worker(request =>
        {
            inTurn.TrySetResult();
            release.Wait(Soon);
            return StepProgram.Turn(request);
        });
        var id = await StartStepsAsync();
        await inTurn.Task.WaitAsync(Soon);

        await Hub.TerminateAsync(id);
        release.Set();
        await Hub.WaitAsync(id);

        Assert.Equal(OrchestrationStatus.Terminated, await Hub.StatusAsync(id));
    }

    [Fact]
    public async Task Terminate_ChildAlone_FailsInTheParent()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("child", "kid", Child: Forever));
        await UntilStatusAsync("kid", OrchestrationStatus.Running);

        await Hub.TerminateAsync("kid");

        Assert.Equal("WorkflowTerminated", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task SuspendResume_StatusFollowsAndTheWorkerIsTold()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(Forever);
        await UntilStatusAsync(id, OrchestrationStatus.Running);

        await Hub.SuspendAsync(id);
        Assert.Equal(OrchestrationStatus.Suspended, await Hub.StatusAsync(id));
        await Hub.SuspendAsync(id);
        await Hub.ResumeAsync(id);

        Assert.Equal(OrchestrationStatus.Running, await Hub.StatusAsync(id));
        await UntilHistoryAsync(id, e => e.EventTypeCase == EventCase.ExecutionResumed);
        Assert.Single(await Hub.HistoryAsync(id), e => e.EventTypeCase == EventCase.ExecutionSuspended);
    }

    [Fact]
    public async Task Management_AbsentInstance_IsNotFound()
    {
        Task[] calls =
        [
            Hub.RaiseAsync("absent", "go"), Hub.SuspendAsync("absent"), Hub.ResumeAsync("absent"),
            Hub.TerminateAsync("absent"), Hub.HistoryAsync("absent"),
        ];

        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        }

        Assert.Null(await Hub.GetAsync("absent"));
        Assert.Equal(0, await Hub.PurgeAsync("absent"));
    }

    [Fact]
    public async Task RaiseEvent_EndedInstance_IsDropped()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync();
        await Hub.WaitAsync(id);

        await Hub.RaiseAsync(id, "late", "x");

        Assert.DoesNotContain(await Hub.HistoryAsync(id), e => e.EventTypeCase == EventCase.EventRaised);
    }

    [Fact]
    public async Task Purge_RunningThenEnded_OnlyTheEndedGoesWithItsChildren()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("child", "kid", Child: []), new Step("event", "go"));
        await Eventually.Async(async () => await Hub.StatusAsync("kid") == OrchestrationStatus.Completed, Soon, "the child ends");
        Assert.Equal(0, await Hub.PurgeAsync(id));
        await Hub.RaiseAsync(id, "go", "x");
        await Hub.WaitAsync(id);

        Assert.Equal(2, await Hub.PurgeAsync(id));

        Assert.Null(await Hub.GetAsync(id));
        Assert.Null(await Hub.GetAsync("kid"));
    }

    [Fact]
    public async Task Purge_ByFilter_IsRefusedAndTakesNothing()
    {
        await using var worker = Worker();
        var ended = await StartStepsAsync();
        await Hub.WaitAsync(ended);

        var error = await Assert.ThrowsAsync<RpcException>(() => Hub.PurgeAsync(
            new PurgeInstancesRequest { PurgeInstanceFilter = new PurgeInstanceFilter() }));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.NotNull(await Hub.GetAsync(ended));
    }

    [Fact]
    public async Task Start_WithoutAWorker_IsAnsweredAfterTheFirstTurn()
    {
        var started = Hub.Stub.StartInstanceAsync(new CreateInstanceRequest
        {
            InstanceId = "one", Name = StepProgram.Name, Input = StepProgram.Encode(Forever),
        }).ResponseAsync;
        await UntilStatusAsync("one", OrchestrationStatus.Pending);
        Assert.False(started.IsCompleted);

        await using var worker = Worker();

        await started;
        Assert.Equal(OrchestrationStatus.Running, await Hub.StatusAsync("one"));
    }

    [Fact]
    public async Task ListInstanceIds_InPages_GivesEachOnce()
    {
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await StartStepsAsync(Forever));
        }

        var listed = new List<string>();
        var request = new ListInstanceIDsRequest { PageSize = 10 };
        ListInstanceIDsResponse page;
        do
        {
            page = await Hub.ListAsync(request);
            listed.AddRange(page.InstanceIds);
            request.ContinuationToken = page.ContinuationToken;
        }
        while (page.HasContinuationToken);

        Assert.Equal(ids, listed);
    }

    [Fact]
    public async Task Rerun_FromAnActivityWithNewInput_RunsFromThere()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("activity", "a"), new Step("activity", "b"), new Step("activity", "c"));
        await Hub.WaitAsync(id);

        var rerun = await Hub.RerunAsync(new RerunWorkflowFromEventRequest
        {
            SourceInstanceID = id, EventID = 1, OverwriteInput = true, Input = "B",
        });

        Assert.Equal("a,B,c", (await Hub.WaitAsync(rerun)).Output);
        Assert.Equal("a,b,c", (await Hub.GetAsync(id))!.Output);
    }
}
