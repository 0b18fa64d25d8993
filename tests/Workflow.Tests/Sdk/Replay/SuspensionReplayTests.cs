using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class SuspensionReplayTests
{
    private static async Task<string> TwoSteps(WorkflowContext context, string? input)
    {
        context.SetCustomStatus("one");
        await context.CallActivityAsync("First");
        context.SetCustomStatus("two");
        await context.CallActivityAsync("Second");
        return "done";
    }

    private static async Task<string> Collect(WorkflowContext context, string? input)
    {
        var all = "";
        for (var i = 0; i < 3; i++)
            all += await context.WaitForExternalEventAsync<int>("Go");
        return all;
    }

    [Fact]
    public void Suspended_AsksForNothingAndKeepsTheStatus()
    {
        var response = History.Of().Scheduled(0, "First").Turn().Suspended().Run<string?, string>(TwoSteps);

        Assert.Empty(response.Actions);
        Assert.Equal("\"one\"", response.CustomStatus);
    }

    [Fact]
    public void Suspended_CompletionIsHeldBack() =>
        Assert.Empty(History.Of().Scheduled(0, "First").Turn().Suspended().Turn().Completed(0, "").Run<string?, string>(TwoSteps).Actions);

    [Fact]
    public void Suspended_CompletionBeforeItInTheSameTurn_IsTaken()
    {
        var response = History.Of().Scheduled(0, "First").Turn().Completed(0, "").Suspended().Run<string?, string>(TwoSteps);

        Assert.Equal(["1:activity Second"], response.Asked());
    }

    [Fact]
    public void Resumed_HeldBackCompletion_IsTaken() => Assert.Equal(
        ["1:activity Second"],
        History.Of().Scheduled(0, "First").Turn().Suspended().Turn().Completed(0, "").Turn().Resumed().Run<string?, string>(TwoSteps).Asked());

    [Fact]
    public void Resumed_HeldBackEvents_KeepTheirOrder() => Assert.Equal(
        "\"123\"",
        History.Of().Turn().Suspended().Raised("Go", "1").Turn().Raised("Go", "2").Turn().Resumed().Raised("Go", "3").Run<string?, string>(Collect).Result());

    [Fact]
    public void Resumed_SuspendedAgain_HoldsTheRest() => Assert.Empty(
        History.Of().Turn().Suspended().Raised("Go", "1").Turn().Resumed().Suspended().Raised("Go", "2").Raised("Go", "3").Run<string?, string>(Collect).Actions);

    [Fact]
    public void Replay_OfASuspension_GivesTheSameOrder() => Assert.Equal(
        "\"done\"",
        History.Of().Scheduled(0, "First").Turn().Suspended().Turn().Completed(0, "").Turn().Resumed().Scheduled(1, "Second").Turn().Completed(1, "")
            .Run<string?, string>(TwoSteps).Result());

    [Fact]
    public void Replay_OfAHistoryWhoseWorkerDidNotHoldBack_FollowsTheHistory() => Assert.Equal(
        "\"done\"",
        History.Of().Scheduled(0, "First").Turn().Suspended().Turn().Completed(0, "").Scheduled(1, "Second").Turn().Resumed().Turn().Completed(1, "")
            .Run<string?, string>(TwoSteps).Result());

    [Fact]
    public void Terminated_IsTheOnlyAnswer()
    {
        var response = History.Of().Scheduled(0, "First").Turn().Completed(0, "").Terminated("\"enough\"").Raised("Go", "1").Run<string?, string>(TwoSteps);

        var end = Assert.Single(response.Actions).CompleteWorkflow;
        Assert.Equal(OrchestrationStatus.Terminated, end.WorkflowStatus);
        Assert.Equal("\"enough\"", end.Result);
    }

    [Fact]
    public void Terminated_WhileSuspended_Ends() => Assert.Equal(
        OrchestrationStatus.Terminated, History.Of().Turn().Suspended().Turn().Terminated("").Run<string?, string>(TwoSteps).End().WorkflowStatus);
}
