using Dapr.DurableTask.Protobuf;
using DaprProcessing.TestKit;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Workflow.Tests.Engine;

public sealed class ExecutionTests : EngineTests
{
    [Fact]
    public async Task Run_ActivityChain_CompletesWithResultsInOrder()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("activity", "a"), new Step("activity", "b"), new Step("activity", "c"));

        var state = await Hub.WaitAsync(id);

        Assert.Equal(OrchestrationStatus.Completed, state.WorkflowStatus);
        Assert.Equal("a,b,c", state.Output);
        Assert.NotNull(state.CompletedTimestamp);
        Assert.NotNull(state.StartedAt);
    }

    [Fact]
    public async Task Run_WorkerThatEchoesNoToken_Completes()
    {
        await using var worker = Worker(echoToken: false);
        var id = await StartStepsAsync(new Step("activity", "a"), new Step("fanout", "f", 5));

        Assert.Equal("a,f0,f1,f2,f3,f4", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task Run_HistoryOfAChain_HasDurableTaskShape()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("activity", "a"));
        await Hub.WaitAsync(id);

        var history = await Hub.HistoryAsync(id);

        Assert.Equal(
            [EventCase.WorkflowStarted, EventCase.ExecutionStarted, EventCase.TaskScheduled,
             EventCase.WorkflowStarted, EventCase.TaskCompleted, EventCase.ExecutionCompleted],
            history.Select(e => e.EventTypeCase));
        Assert.Equal([-1, -1, 0, -1, -1, 1], history.Select(e => e.EventId));
    }

    [Fact]
    public async Task Run_FanOut_EveryActivityRunsOnce()
    {
        var runs = 0;
        await using var worker = Worker(activity: request =>
        {
            Interlocked.Increment(ref runs);
            return ScriptedWorker.Echo(request);
        });
        Step[] steps = [new Step("fanout", "x", 300)];

        var state = await Hub.WaitAsync(await StartStepsAsync(steps));

        Assert.Equal(StepProgram.Expected(steps), state.Output);
        Assert.Equal(300, runs);
    }

    [Fact]
    public async Task Run_Timer_FiresNotBeforeItsTime()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("timer", Number: 300));

        var state = await Hub.WaitAsync(id);

        var took = state.CompletedTimestamp.ToDateTimeOffset() - state.CreatedTimestamp.ToDateTimeOffset();
        Assert.InRange(took.TotalMilliseconds, 300, 10_000);
    }

    [Fact]
    public async Task Run_ActivityFails_TaskFailedCarriesTheDetails()
    {
        var failure = new TaskFailureDetails { ErrorType = "Boom", ErrorMessage = "it broke" };
        await using var worker = Worker(
            activity: _ => Task.FromResult<ActivityResponse?>(new ActivityResponse { FailureDetails = failure }));
        var id = await StartStepsAsync(new Step("activity", "a"));

        await UntilHistoryAsync(id, e => e.EventTypeCase == EventCase.TaskFailed && e.TaskFailed.FailureDetails.Equals(failure));

        Assert.Equal(OrchestrationStatus.Running, await Hub.StatusAsync(id));
    }

    [Fact]
    public async Task RaiseEvent_WhileWaitingAndEarly_BothArriveInOrder()
    {
        await using var worker = Worker();
        var id = await StartStepsAsync(new Step("event", "go"), new Step("activity", "a"), new Step("event", "go"));

        await Hub.RaiseAsync(id, "go", "1");
        await Hub.RaiseAsync(id, "GO", "2");

        Assert.Equal("1,a,2", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task Child_Completes_ParentGetsItsResult()
    {
        await using var worker = Worker();
        var id =
            await StartStepsAsync(new Step("child", "", Child: [new Step("activity", "inner")]), new Step("activity", "outer"));

        var state = await Hub.WaitAsync(id);

        Assert.Equal("(inner),outer", state.Output);
        Assert.Equal(id, (await Hub.GetAsync(id + ":0000"))!.ParentInstanceId);
    }

    [Fact]
    public async Task Child_IdOfARunningInstance_FailsInTheParent()
    {
        await using var worker = Worker();
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("event", "never")), "taken");

        var id = await StartStepsAsync(new Step("child", "taken", Child: []));

        Assert.Equal("WorkflowInstanceAlreadyExists", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task ContinueAsNew_ManyTimes_KeepsOnlyTheLastHistory()
    {
        await using var worker = Worker(request =>
        {
            var count =
                int.Parse(request.NewEvents.Single(e => e.EventTypeCase == EventCase.ExecutionStarted).ExecutionStarted.Input);
            var complete = new CompleteWorkflowAction
            {
                WorkflowStatus = count < 50 ? OrchestrationStatus.ContinuedAsNew : OrchestrationStatus.Completed,
                Result = (count + 1).ToString(),
            };
            return new WorkflowResponse { Actions = { new WorkflowAction { CompleteWorkflow = complete } } };
        });
        var id = await Hub.StartAsync("loop", "0");

        var state = await Hub.WaitAsync(id);

        Assert.Equal("51", state.Output);
        Assert.Equal("50", state.Input);
        Assert.Equal(3, (await Hub.HistoryAsync(id)).Count);
    }

    [Fact]
    public async Task ContinueAsNew_EventsRaisedMeanwhile_ReachTheNextExecution()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new ManualResetEventSlim();
        await using var worker = Worker(request =>
        {
            var events = request.PastEvents.Concat(request.NewEvents).ToList();
            var complete = new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.ContinuedAsNew, Result = "second" };
            if (events.Any(e => e.ExecutionStarted?.Input == "second"))
            {
                var raised =
                    events.Where(e => e.EventTypeCase == EventCase.EventRaised).Select(e => e.EventRaised.Input).ToList();
                if (raised.Count < 2)
                {
                    return new WorkflowResponse();
                }

                complete = new CompleteWorkflowAction
                {
                    WorkflowStatus = OrchestrationStatus.Completed, Result = string.Join(",", raised),
                };
            }
            else
            {
                first.TrySetResult();
                release.Wait(Soon);
                complete.CarryoverEvents.Add(
                    new HistoryEvent { EventId = -1, EventRaised = new EventRaisedEvent { Name = "n", Input = "carried" } });
            }

            return new WorkflowResponse { Actions = { new WorkflowAction { CompleteWorkflow = complete } } };
        });
        var id = await Hub.StartAsync("loop", "first");
        await first.Task.WaitAsync(Soon);

        await Hub.RaiseAsync(id, "n", "meanwhile");
        release.Set();

        Assert.Equal("carried,meanwhile", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_IsDelivered()
    {
        await using var worker = Worker(request => request.InstanceId == "sender"
            ? new WorkflowResponse
            {
                Actions =
                {
                    Send(0, "receiver", "hello"),
                    Send(1, "absent", data: null),
                    new WorkflowAction
                    {
                        Id = 2, CompleteWorkflow = new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.Completed },
                    },
                },
            }
            : StepProgram.Turn(request));
        await Hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("event", "go")), "receiver");

        await Hub.StartAsync("send", "", "sender");

        Assert.Equal("hello", (await Hub.WaitAsync("receiver")).Output);
        Assert.Equal(OrchestrationStatus.Completed, (await Hub.WaitAsync("sender")).WorkflowStatus);
    }

    [Fact]
    public async Task CustomStatus_SetThenCleared_FollowsTheLastTurn()
    {
        await using var worker = Worker(request =>
        {
            var response = StepProgram.Turn(request);
            response.CustomStatus = response.Actions.Any(a => a.CompleteWorkflow is not null) ? null : "waiting";
            return response;
        });
        var id = await StartStepsAsync(new Step("event", "go"));
        await Eventually.Async(async () => (await Hub.GetAsync(id))!.CustomStatus == "waiting", Soon, "the custom status is set");

        await Hub.RaiseAsync(id, "go", "x");

        Assert.Null((await Hub.WaitAsync(id)).CustomStatus);
    }

    [Fact]
    public async Task Activity_RoutedToAnotherApp_RunsThere()
    {
        await using var owner = Worker(request =>
        {
            var response = StepProgram.Turn(request);
            foreach (var action in response.Actions.Where(a => a.ScheduleTask is not null))
            {
                action.Router = new TaskRouter { SourceAppID = "app", TargetAppID = "other" };
            }

            return response;
        }, activity: _ => Task.FromResult<ActivityResponse?>(new ActivityResponse { Result = "wrong app" }));
        await using var other = Worker(
            activity: _ => Task.FromResult<ActivityResponse?>(new ActivityResponse { Result = "other app" }), appId: "other");

        var id = await StartStepsAsync(new Step("activity", "a"));

        Assert.Equal("other app", (await Hub.WaitAsync(id)).Output);
    }

    [Fact]
    public async Task Workers_OfTwoApps_SeeOnlyTheirOwn()
    {
        await using var a = Worker(appId: "app");
        await using var b = Worker(_ => throw new InvalidOperationException("wrong app"), appId: "other");
        using var others = new HubClient(Server.Grpc, "other");

        var id = await StartStepsAsync(new Step("activity", "a"));

        Assert.Equal("a", (await Hub.WaitAsync(id)).Output);
        Assert.Null(await others.GetAsync(id));
    }

    private static WorkflowAction Send(int id, string instance, string? data) => new()
    {
        Id = id,
        SendEvent = new SendEventAction { Instance = new WorkflowInstance { InstanceId = instance }, Name = "go", Data = data },
    };
}
