using System.Collections.Concurrent;
using Dapr.DurableTask.Protobuf;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Workflow.Tests.Engine;

public sealed class RecoveryTests : EngineTests
{
    [Fact]
    public async Task Reopen_EverythingPending_GoesOn()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string inActivity, onTimer, unstarted;
        await using (Worker(activity: _ =>
        {
            started.TrySetResult();
            return Task.FromResult<ActivityResponse?>(null);
        }))
        {
            inActivity = await StartStepsAsync(new Step("activity", "a"));
            onTimer = await StartStepsAsync(new Step("timer", Number: 600));
            await started.Task.WaitAsync(Soon);
            await UntilStatusAsync(onTimer, OrchestrationStatus.Running);
        }

        unstarted = await StartStepsAsync(new Step("activity", "u"));
        await ReopenAsync();
        await using var worker = Worker();

        Assert.Equal("a", (await Hub.WaitAsync(inActivity)).Output);
        Assert.Equal("t", (await Hub.WaitAsync(onTimer)).Output);
        Assert.Equal("u", (await Hub.WaitAsync(unstarted)).Output);
    }

    [Fact]
    public async Task WorkerLost_WithTurnAndActivityInHand_AnotherWorkerDoesThem()
    {
        var taken = new ConcurrentBag<string>();
        var silent = Worker(
            turn: request =>
            {
                taken.Add("turn");
                return request.PastEvents.Count == 0 ? StepProgram.Turn(request) : null;
            },
            activity: _ =>
            {
                taken.Add("activity");
                return Task.FromResult<ActivityResponse?>(null);
            });
        var id = await StartStepsAsync(new Step("fanout", "x", 3));
        await Eventually.Async(() => taken.Count(what => what == "activity") == 3, Soon, "the worker has the activities");

        await silent.DisposeAsync();
        await using var worker = Worker();

        Assert.Equal("x0,x1,x2", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task ActivityAnswer_FromAWorkerGivenUpOn_StillCounts()
    {
        ActivityRequest? taken = null;
        var silent = Worker(activity: request =>
        {
            taken = request;
            return Task.FromResult<ActivityResponse?>(null);
        });
        var id = await StartStepsAsync(new Step("activity", "a"));
        await Eventually.Async(() => taken is not null, Soon, "the worker has the activity");
        await silent.DisposeAsync();
        await Eventually.Async(() => Server.Engine.ConnectedWorkers("app") == 0, Soon, "the worker is gone");

        await Hub.CompleteAsync(new ActivityResponse { InstanceId = id, TaskId = taken!.TaskId, Result = "late" });
        await using var worker = Worker();

        Assert.Equal("late", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task ActivityAnswer_Twice_CountsOnce()
    {
        await using var worker = Worker(activity: request => Task.FromResult<ActivityResponse?>(null));
        var id = await StartStepsAsync(new Step("fanout", "x", 2));
        await UntilHistoryAsync(id, e => e.TaskScheduled is not null);
        var answer = new ActivityResponse { InstanceId = id, TaskId = 0, Result = "first" };

        await Hub.CompleteAsync(answer);
        await Hub.CompleteAsync(new ActivityResponse(answer) { Result = "second" });
        await Hub.CompleteAsync(new ActivityResponse(answer) { TaskId = 1 });

        Assert.Equal("first,first", (await Hub.WaitAsync(id)).Output);
        Assert.Single(await Hub.HistoryAsync(id), e => e.TaskCompleted?.TaskScheduledId == 0);
    }

    [Fact]
    public async Task ActivityAnswer_TurnNotAnswered_IsAcknowledgedOnceStoredAndNotRunAgain()
    {
        var isTurnTaken = false;
        var silent = Worker(
            turn: request =>
            {
                isTurnTaken = request.PastEvents.Count > 0;
                return isTurnTaken ? null : StepProgram.Turn(request);
            },
            activity: _ => Task.FromResult<ActivityResponse?>(null));
        var id = await StartStepsAsync(new Step("activity", "a"));
        await UntilHistoryAsync(id, e => e.TaskScheduled is not null);

        var answer = Hub.CompleteAsync(new ActivityResponse { InstanceId = id, TaskId = 0, Result = "once" });
        await Eventually.Async(() => isTurnTaken, Soon, "the worker has the turn with the result");
        Assert.False(answer.IsCompleted);
        await silent.DisposeAsync();
        await answer.WaitAsync(Soon);
        await ReopenAsync();
        var runs = 0;
        await using var worker = Worker(activity: request =>
        {
            runs++;
            return ScriptedWorker.Echo(request);
        });

        Assert.Equal("once", (await Hub.WaitAsync(id)).Output);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task TurnAnswer_WithAnotherToken_IsIgnored()
    {
        WorkflowRequest? taken = null;
        await using (Worker(turn: request =>
        {
            taken = request;
            return null;
        }))
        {
            await StartStepsAsync(new Step("activity", "a"));
            await Eventually.Async(() => taken is not null, Soon, "the worker has the turn");
            var forged = new WorkflowResponse { InstanceId = taken!.InstanceId, CompletionToken = "another" };
            forged.Actions.Add(new WorkflowAction { CompleteWorkflow = new CompleteWorkflowAction { Result = "forged" } });

            await Hub.CompleteAsync(forged);
        }

        await using var worker = Worker();

        Assert.Equal("a", (await Hub.WaitAsync(taken!.InstanceId)).Output);
    }

    [Fact]
    public async Task OpenAsync_FileInUse_IsRefused()
    {
        var error =
            await Assert.ThrowsAnyAsync<IOException>(() => WorkflowEngine.OpenAsync(Options(), NullLoggerFactory.Instance));

        Assert.Contains("held by another runtime", error.Message);
    }

    [Fact]
    public async Task Retention_OfCompleted_PurgesThemAlone()
    {
        await ReopenAsync(new WorkflowEngineOptions
        {
            DatabasePath = DatabasePath, Retention = new WorkflowRetention(Completed: TimeSpan.FromMilliseconds(200)),
        });
        await using var worker = Worker();
        var completed = await StartStepsAsync(new Step("activity", "a"));
        var terminated = await StartStepsAsync(new Step("event", "never"));
        await Hub.TerminateAsync(terminated);

        await Eventually.Async(async () => await Hub.GetAsync(completed) is null, Soon, "the completed instance is purged");

        Assert.Equal(OrchestrationStatus.Terminated, await Hub.StatusAsync(terminated));
    }
}
