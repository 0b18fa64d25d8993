using Dapr.Workflow;
using Dapr.Workflow.Client;
using DaprProcessing.TestKit;
using Grpc.Core;

namespace DaprProcessing.Workflow.Tests.Sdk;

/// <summary>Every feature once, from the app's code through gRPC to the engine's database and back.</summary>
public sealed class WorkflowFeatureTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _folder = new();
    private WorkflowApp _app = null!;
    private int _flakyFailuresLeft = 2;

    public async Task InitializeAsync() => _app = await WorkflowApp.StartAsync(_folder, Register);

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private void Register(WorkflowRuntimeOptions options)
    {
        options.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n));
        options.RegisterActivity<string?, string>("Key", (context, _) => Task.FromResult(context.TaskExecutionKey));
        options.RegisterActivity<string, string>("Break", (_, message) => throw new IOException(message));
        options.RegisterActivity<string?, string>("Flaky", (_, _) =>
            Interlocked.Decrement(ref _flakyFailuresLeft) >= 0 ? throw new IOException("not yet") : Task.FromResult("at last"));
        options.RegisterActivity<int, string>("Fill", (_, n) => Task.FromResult(new string('x', n)));

        options.RegisterWorkflow<int, int>("Chain", async (context, n) =>
        {
            for (var i = 0; i < 5; i++)
                n = await context.CallActivityAsync<int>("Double", n);
            return n;
        });
        options.RegisterWorkflow<int, int>("FanOut", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<int>("Double", i)))).Sum());
        options.RegisterWorkflow<int, int[]>("Bounded", (context, n) =>
            context.ProcessInParallelAsync(Enumerable.Range(0, n), i => context.CallActivityAsync<int>("Double", i)));
        options.RegisterWorkflow<string?, string>("Sleep", async (context, _) =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(Short);
            return context.CurrentUtcDateTime - before >= Short ? "slept" : "woken early";
        });
        options.RegisterWorkflow<string?, string>("Approve", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            try
            {
                return await context.WaitForExternalEventAsync<string>("Approval", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                return "too late";
            }
        });
        options.RegisterWorkflow<string?, string>("Impatient", async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEventAsync<string>("Approval", Short);
            }
            catch (TaskCanceledException)
            {
                return "too late";
            }
        });
        options.RegisterWorkflow<int, int>(
            "Parent", async (context, n) => await context.CallChildWorkflowAsync<int>("Chain", n) + 1);
        options.RegisterWorkflow<string?, string>("ParentOfBroken", async (context, _) =>
        {
            try
            {
                await context.CallChildWorkflowAsync("Broken", "child");
                return "no failure";
            }
            catch (WorkflowTaskFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        });
        options.RegisterWorkflow<string, string>(
            "Broken", (context, message) => context.CallActivityAsync<string>("Break", message));
        options.RegisterWorkflow<string?, string>("Retrying", (context, _) =>
            context.CallActivityAsync<string>("Flaky", null, new WorkflowTaskOptions(new WorkflowRetryPolicy(5, Short))));
        options.RegisterWorkflow<string?, string>("RetryingChild", (context, _) =>
            context.CallChildWorkflowAsync<string>("CallFlaky", null,
                new ChildWorkflowTaskOptions(RetryPolicy: new WorkflowRetryPolicy(5, Short))));
        options.RegisterWorkflow<string?, string>("CallFlaky", (context, _) => context.CallActivityAsync<string>("Flaky"));
        options.RegisterWorkflow<int[], int[]>("Collect", async (context, taken) =>
        {
            context.SetCustomStatus($"{taken.Length}");
            var next = await context.WaitForExternalEventAsync<int>("Item");
            if (next >= 0)
                context.ContinueAsNew(taken.Append(next).ToArray());
            return taken;
        });
        options.RegisterWorkflow<int, int>("CountDown", async (context, n) =>
        {
            await context.CallActivityAsync<int>("Double", n);
            if (n > 0)
                context.ContinueAsNew(n - 1);
            return n;
        });
        options.RegisterWorkflow<string, string>("Nag", (context, other) =>
        {
            context.SendEvent(other, "Approval", "from a friend");
            return Task.FromResult("sent");
        });
        options.RegisterWorkflow<string?, string>("WaitForChild", async (context, _) =>
            await context.CallChildWorkflowAsync<string>("Approve", null,
                new ChildWorkflowTaskOptions(context.InstanceId + "-child")));
        options.RegisterWorkflow<string?, Guid[]>("Ids", async (context, _) =>
        {
            var before = context.NewGuid();
            await context.CallActivityAsync<int>("Double", 1);
            return [before, context.NewGuid()];
        });
        options.RegisterWorkflow<string?, DateTime>("Now", (context, _) => Task.FromResult(context.CurrentUtcDateTime));
        options.RegisterWorkflow<string?, bool>("Patched", async (context, _) =>
        {
            var patched = context.IsPatched("p");
            await context.CallActivityAsync<int>("Double", 1);
            return patched && context.IsPatched("p");
        });
        options.RegisterWorkflow<int, int>(
            "TooMuch", async (context, n) => (await context.CallActivityAsync<string>("Fill", n)).Length);
    }

    [Fact]
    public async Task Chain_FiveActivities_GivesTheirResult() =>
        Assert.Equal(96, (await _app.RunAsync("Chain", 3)).ReadOutputAs<int>());

    [Fact]
    public async Task FanOut_FiveHundredActivities_AddsUp() =>
        Assert.Equal(249_500, (await _app.RunAsync("FanOut", 500)).ReadOutputAs<int>());

    [Fact]
    public async Task Bounded_KeepsTheOrder() =>
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 2 * i), (await _app.RunAsync("Bounded", 20)).ReadOutputAs<int[]>()!);

    [Fact]
    public async Task Timer_Fires() => Assert.Equal("slept", (await _app.RunAsync("Sleep")).ReadOutputAs<string>());

    [Fact]
    public async Task Event_RaisedWhileWaiting_Arrives()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Approve");
        await _app.UntilStatusAsync(id, "waiting");

        await _app.Client.RaiseEventAsync(id, "approval", "yes");

        Assert.Equal("yes", (await _app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_NotRaisedInTime_IsGivenUp() =>
        Assert.Equal("too late", (await _app.RunAsync("Impatient")).ReadOutputAs<string>());

    [Fact]
    public async Task SendEvent_ReachesTheOtherInstance()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Approve");

        Assert.Equal("sent", (await _app.RunAsync("Nag", id)).ReadOutputAs<string>());
        Assert.Equal("from a friend", (await _app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_GivesItsResult() => Assert.Equal(97, (await _app.RunAsync("Parent", 3)).ReadOutputAs<int>());

    [Fact]
    public async Task Child_Fails_ThrowsIntoTheParent() =>
        Assert.Contains("child", (await _app.RunAsync("ParentOfBroken")).ReadOutputAs<string>(), StringComparison.Ordinal);

    [Fact]
    public async Task Failure_IsInTheState()
    {
        var state = await _app.RunAsync("Broken", "disk full");

        Assert.Equal(WorkflowRuntimeStatus.Failed, state.RuntimeStatus);
        Assert.True(state.FailureDetails!.IsCausedBy<WorkflowTaskFailedException>());
        Assert.Contains("disk full", state.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownWorkflow_Fails() =>
        Assert.Equal("WorkflowNotFound", (await _app.RunAsync("Missing")).FailureDetails!.ErrorType);

    [Fact]
    public async Task Retry_Activity_SucceedsInTheEnd() =>
        Assert.Equal("at last", (await _app.RunAsync("Retrying")).ReadOutputAs<string>());

    [Fact]
    public async Task Retry_Child_SucceedsInTheEnd() =>
        Assert.Equal("at last", (await _app.RunAsync("RetryingChild")).ReadOutputAs<string>());

    [Fact]
    public async Task ContinueAsNew_EventsInABurst_AreAllTakenInOrder()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Collect", null, Array.Empty<int>());

        for (var i = 0; i < 20; i++)
            await _app.Client.RaiseEventAsync(id, "Item", i);
        await _app.Client.RaiseEventAsync(id, "Item", -1);

        Assert.Equal(Enumerable.Range(0, 20), (await _app.EndOfAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task ContinueAsNew_ManyGenerations_KeepTheHistoryShort()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("CountDown", null, 30);

        Assert.Equal(0, (await _app.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.InRange((await _app.Client.GetInstanceHistoryAsync(id)).Count, 1, 10);
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResume()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Approve");
        await _app.UntilStatusAsync(id, "waiting");
        await _app.Client.SuspendWorkflowAsync(id, "lunch");

        await _app.Client.RaiseEventAsync(id, "Approval", "early");
        Assert.Equal(WorkflowRuntimeStatus.Suspended, (await _app.Client.GetWorkflowStateAsync(id)).RuntimeStatus);

        await _app.Client.ResumeWorkflowAsync(id);
        Assert.Equal("early", (await _app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_EndsParentAndChild()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("WaitForChild");
        await _app.UntilStatusAsync(id + "-child", "waiting");

        await _app.Client.TerminateWorkflowAsync(id, "enough");

        var parent = await _app.EndOfAsync(id);
        Assert.Equal((WorkflowRuntimeStatus.Terminated, "enough"), (parent.RuntimeStatus, parent.ReadOutputAs<string>()));
        Assert.Equal(WorkflowRuntimeStatus.Terminated, (await _app.EndOfAsync(id + "-child")).RuntimeStatus);
    }

    [Fact]
    public async Task Purge_RemovesAnEndedInstance()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Chain", "to-purge", 1);
        await _app.EndOfAsync(id);

        Assert.True(await _app.Client.PurgeInstanceAsync(id));
        Assert.False((await _app.Client.GetWorkflowStateAsync(id)).Exists);
        Assert.False(await _app.Client.PurgeInstanceAsync(id));
    }

    [Fact]
    public async Task Schedule_InTheFuture_WaitsForItsTime()
    {
        var startTime = DateTimeOffset.UtcNow.AddMilliseconds(400);

        var id = await _app.Client.ScheduleNewWorkflowAsync("Now", null, null, startTime);

        Assert.True((await _app.EndOfAsync(id)).ReadOutputAs<DateTimeOffset>() >= startTime);
    }

    [Fact]
    public async Task Schedule_IdOfALiveInstance_IsRefused()
    {
        await _app.Client.ScheduleNewWorkflowAsync("Approve", "taken");

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _app.Client.ScheduleNewWorkflowAsync("Approve", "taken"));

        Assert.Equal(StatusCode.AlreadyExists, refusal.StatusCode);
    }

    [Fact]
    public async Task WaitForStart_GivesTheInputBack()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Approve", null, "the input");

        Assert.Equal("the input", (await _app.Client.WaitForWorkflowStartAsync(id)).ReadInputAs<string>());
    }

    [Fact]
    public async Task List_PageByPage_GivesAllIds()
    {
        for (var i = 0; i < 5; i++)
            await _app.EndOfAsync(await _app.Client.ScheduleNewWorkflowAsync("Chain", $"listed-{i}", 1));

        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await _app.Client.ListInstanceIdsAsync(token, 2);
            Assert.InRange(page.InstanceIds.Count, 0, 2);
            ids.AddRange(page.InstanceIds);
            token = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"listed-{i}"), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task History_TellsWhatHappened()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Chain", null, 1);
        await _app.EndOfAsync(id);

        var history = await _app.Client.GetInstanceHistoryAsync(id);

        Assert.Equal(5, history.Count(e => e.EventType == WorkflowHistoryEventType.TaskScheduled));
        Assert.Equal(5, history.Count(e => e.EventType == WorkflowHistoryEventType.TaskCompleted));
        Assert.Equal(WorkflowHistoryEventType.ExecutionCompleted, history[^1].EventType);
    }

    [Fact]
    public async Task Rerun_FromAnActivityWithOtherInput_GoesOnFromThere()
    {
        var id = await _app.Client.ScheduleNewWorkflowAsync("Chain", null, 1);
        await _app.EndOfAsync(id);

        var rerun = await _app.Client.RerunWorkflowFromEventAsync(id, 3,
            new RerunWorkflowFromEventOptions { Input = 100, OverwriteInput = true });

        Assert.Equal(400, (await _app.EndOfAsync(rerun)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task NewGuid_OverReplays_StaysTheSame()
    {
        var ids = (await _app.RunAsync("Ids")).ReadOutputAs<Guid[]>()!;

        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task IsPatched_NewInstance_StaysPatched() => Assert.True((await _app.RunAsync("Patched")).ReadOutputAs<bool>());

    [Fact]
    public async Task ResultTooLarge_FailsInsteadOfHanging()
    {
        var state = await _app.RunAsync("TooMuch", 6 * 1024 * 1024);

        Assert.Equal(WorkflowRuntimeStatus.Failed, state.RuntimeStatus);
    }
}
