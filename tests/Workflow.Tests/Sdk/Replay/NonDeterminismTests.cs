using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class NonDeterminismTests
{
    private static async Task<string> FirstThenSecond(WorkflowContext context, string? input)
    {
        await context.CallActivityAsync("First");
        await context.CallActivityAsync("Second");
        return "done";
    }

    private static void Names(Dapr.DurableTask.Protobuf.WorkflowResponse response, params string[] parts)
    {
        var failure = response.Failure();
        Assert.Equal("Dapr.Workflow.Replay.NonDeterministicWorkflowException", failure.ErrorType);
        Assert.True(failure.IsNonRetriable);
        Assert.All(parts, part => Assert.Contains(part, failure.ErrorMessage, StringComparison.Ordinal));
        Assert.Single(response.Actions);
    }

    [Fact]
    public void Replay_AnotherActivityAtTheSamePlace_NamesBoth() => Names(
        History.Of().Scheduled(0, "Renamed").Turn().Completed(0, "").Run<string?, string>(FirstThenSecond),
        "Workflow 'W'", "'order-1'", "activity 'Renamed' at position 0", "the code calls activity 'First'");

    [Fact]
    public void Replay_AnotherKindAtTheSamePlace_NamesBoth() => Names(
        History.Of().TimerCreated(0, History.Start.AddDays(1)).Turn().TimerFired(0).Run<string?, string>(FirstThenSecond),
        "a timer at position 0", "activity 'First'");

    [Fact]
    public void Replay_CallTheCodeNoLongerMakes_IsNamed() => Names(
        History.Of().Scheduled(0, "First").Scheduled(1, "Removed").Turn().Completed(0, "").Run<string?, string>(FirstThenSecond),
        "activity 'Removed' at position 1", "calls nothing");

    [Fact]
    public void Replay_CallTheHistoryDoesNotHave_IsNamed() => Names(
        History.Of().Turn().Raised("Go").Run<string?, string>(FirstThenSecond), "the code calls activity 'First' at position 0", "the history does not have");

    [Fact]
    public void Replay_EndOfAnotherKindOfCall_IsNamed() => Names(
        History.Of().Scheduled(0, "First").Turn().TimerFired(0).Run<string?, string>(FirstThenSecond), "ends a timer at position 0", "activity 'First'");

    [Fact]
    public void Replay_AnotherEventSent_NamesBoth() => Names(
        History.Of().EventSent(0, "Hello").Turn().Run<string?, string>((context, _) =>
        {
            context.SendEvent("other", "Bye", 1);
            return context.WaitForExternalEventAsync<string>("Go");
        }),
        "sent event 'Hello'", "event 'Bye'");

    [Fact]
    public void Replay_ActivityNamesThatDifferInCase_AreTheSame() =>
        Assert.Equal(["1:activity Second"], History.Of().Scheduled(0, "FIRST").Turn().Completed(0, "").Run<string?, string>(FirstThenSecond).Asked());

    [Fact]
    public void Replay_RerunHistoryWithoutTheCallsBeside_MakesThemAgain()
    {
        var history = History.Of().Add(new() { EventId = 0, TaskScheduled = new() { Name = "A", RerunParentInstanceInfo = new() { InstanceID = "old" } } });

        var response = history.Turn().Completed(0, "").Run<string?, string>(async (context, _) =>
        {
            await Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"));
            return "done";
        });

        Assert.Equal(["1:activity B"], response.Asked());
    }

    [Fact]
    public void Run_CodeThatAwaitsSomethingElse_FailsInsteadOfHanging()
    {
        var never = new TaskCompletionSource<string>();

        var failure = History.Of().Run<string?, string>((_, _) => never.Task).Failure();

        Assert.Contains("would wait for ever", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenEachWhichResumesElsewhere_FailsInsteadOfHanging()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            await foreach (var done in Task.WhenEach(context.CallActivityAsync<string>("A"), context.CallActivityAsync<string>("B")))
            {
                await done;
                await context.CallActivityAsync("Next");
            }

            return "";
        }

        var failure = History.Of().Scheduled(0, "A").Scheduled(1, "B").Turn().Completed(1, "").Completed(0, "").Run<string?, string>(Code).Failure();

        Assert.Contains("Task.WhenEach", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ContextUsedFromAnotherThread_IsRefused()
    {
        var refused = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        History.Of().Run<string?, string>(async (context, input) =>
        {
            await release.Task;
            refused.SetResult(Record.Exception(() => { _ = context.CallActivityAsync("Late"); }));
            return "";
        });
        release.SetResult();

        Assert.Contains("from outside its turn", Assert.IsType<InvalidOperationException>(await refused.Task).Message, StringComparison.Ordinal);
    }
}
