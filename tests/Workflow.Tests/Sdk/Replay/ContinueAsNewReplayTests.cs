using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class ContinueAsNewReplayTests
{
    private static Func<WorkflowContext, int, Task<string>> TakeOneAndGoOn(bool preserve) => async (context, input) =>
    {
        await context.WaitForExternalEventAsync<int>("Go");
        context.ContinueAsNew(input + 1, preserve);
        return "";
    };

    [Fact]
    public void ContinueAsNew_EndsTheGenerationWithTheNextInput()
    {
        var end = History.Of("1").Raised("Go", "1").Run(TakeOneAndGoOn(preserve: true)).End();

        Assert.Equal(OrchestrationStatus.ContinuedAsNew, end.WorkflowStatus);
        Assert.Equal("2", end.Result);
        Assert.Empty(end.CarryoverEvents);
    }

    [Fact]
    public void ContinueAsNew_UnclaimedEvents_GoAlongInOrderOfArrival()
    {
        var end = History.Of("1").Raised("Other", "9").Raised("Go", "1").Raised("Go", "2").Raised("Other", "8").Run(TakeOneAndGoOn(preserve: true)).End();

        Assert.Equal(["Other=9", "Go=2", "Other=8"], end.CarryoverEvents.Select(e => $"{e.EventRaised.Name}={e.EventRaised.Input}"));
    }

    [Fact]
    public void ContinueAsNew_NotPreserving_CarriesNothing() =>
        Assert.Empty(History.Of("1").Raised("Go", "1").Raised("Go", "2").Run(TakeOneAndGoOn(preserve: false)).End().CarryoverEvents);

    [Fact]
    public void ContinueAsNew_EventsHeldBackBySuspension_GoAlong()
    {
        var end = History.Of("1").Raised("Go", "1").Suspended().Raised("Go", "2").Run(TakeOneAndGoOn(preserve: true)).End();

        Assert.Equal("2", Assert.Single(end.CarryoverEvents).EventRaised.Input);
    }

    [Fact]
    public void ContinueAsNew_TakesTheNextSequenceId()
    {
        var response = History.Of("1").Run<int, string>((context, _) =>
        {
            context.SendEvent("other", "Hi", 1);
            context.ContinueAsNew(2);
            return Task.FromResult("");
        });

        Assert.Equal(["0:send Hi", "1:ContinuedAsNew"], response.Asked());
    }

    [Fact]
    public void ContinueAsNew_CodeThatThrowsAfterwards_Fails()
    {
        var failure = History.Of("1").Run<int, string>((context, _) =>
        {
            context.ContinueAsNew(2);
            throw new ArgumentException("after all");
        }).Failure();

        Assert.Equal("after all", failure.ErrorMessage);
    }

    [Fact]
    public void NextGeneration_CarriedEvents_AreReceived() => Assert.Equal(
        "3", History.Of("2").Raised("Go", "2").Run<int, int>(async (context, _) => await context.WaitForExternalEventAsync<int>("Go") + 1).Result());
}
