using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class ChildWorkflowReplayTests
{
    private static Task<int> CallChild(WorkflowContext context, int input) => context.CallChildWorkflowAsync<int>("Child", input);

    [Fact]
    public void CallChild_NoIdGiven_DerivesTheSameIdOnEveryReplay()
    {
        var first = Assert.Single(History.Of("3").Run<int, int>(CallChild).Actions).CreateChildWorkflow;
        var second = Assert.Single(History.Of("3").Run<int, int>(CallChild).Actions).CreateChildWorkflow;

        Assert.Equal("3", first.Input);
        Assert.True(Guid.TryParse(first.InstanceId, out _));
        Assert.Equal(first.InstanceId, second.InstanceId);
    }

    [Fact]
    public void CallChild_IdGiven_IsUsed() => Assert.Equal("mine", History.Of("3").Run<int, int>((context, input) =>
        context.CallChildWorkflowAsync<int>("Child", input, new ChildWorkflowTaskOptions("mine"))).Actions[0].CreateChildWorkflow.InstanceId);

    [Fact]
    public void CallChild_Completed_GivesItsResult() =>
        Assert.Equal("9", History.Of("3").ChildCreated(0, "Child").Turn().ChildCompleted(0, "9").Run<int, int>(CallChild).Result());

    [Fact]
    public void CallChild_Failed_ThrowsIntoTheCode()
    {
        var failure = History.Of("3").ChildCreated(0, "Child").Turn().ChildFailed(0, "child broke").Run<int, int>(CallChild).Failure();

        Assert.Contains("child workflow 'Child' failed: child broke", failure.ErrorMessage, StringComparison.Ordinal);
    }
}
