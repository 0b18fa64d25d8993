using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class ExternalEventReplayTests
{
    private static readonly DateTime FirstTurn = History.Start.AddSeconds(1);

    private static async Task<string> WaitTwice(WorkflowContext context, string? input)
    {
        var first = await context.WaitForExternalEventAsync<int>("Go");
        var second = await context.WaitForExternalEventAsync<int>("go");
        return $"{first},{second}";
    }

    private static async Task<string> WaitOneMinute(WorkflowContext context, string? input)
    {
        try
        {
            return await context.WaitForExternalEventAsync<string>("Go", TimeSpan.FromMinutes(1));
        }
        catch (TaskCanceledException)
        {
            return "too late";
        }
    }

    [Fact]
    public void Wait_NothingRaised_AsksForNothing() => Assert.Empty(History.Of().Run<string?, string>(WaitTwice).Actions);

    [Fact]
    public void Wait_NamesDifferInCase_AreTheSame() =>
        Assert.Equal("\"1,2\"", History.Of().Turn().Raised("GO", "1").Turn().Raised("gO", "2").Run<string?, string>(WaitTwice).Result());

    [Fact]
    public void Wait_RaisedBeforeWaiting_KeptInOrder() =>
        Assert.Equal("\"1,2\"", History.Of().Raised("Go", "1").Raised("Go", "2").Run<string?, string>(WaitTwice).Result());

    [Fact]
    public void Wait_TwoWaiters_TheLongerWaitingIsFirst()
    {
        var response = History.Of().Raised("Go", "1").Raised("Go", "2").Run<string?, string>(async (context, _) =>
        {
            var a = context.WaitForExternalEventAsync<int>("Go");
            var b = context.WaitForExternalEventAsync<int>("Go");
            return $"{await a},{await b}";
        });

        Assert.Equal("\"1,2\"", response.Result());
    }

    [Fact]
    public void Wait_CancelledWaiter_TakesNoEvent()
    {
        var response = History.Of().Raised("Go", "1").Run<string?, string>(async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var given = context.WaitForExternalEventAsync<int>("Go", cancel.Token);
            cancel.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => given);
            return $"{await context.WaitForExternalEventAsync<int>("Go")}";
        });

        Assert.Equal("\"1\"", response.Result());
    }

    [Fact]
    public void WaitWithTimeout_AsksForATimerThatSaysWhy()
    {
        var action = Assert.Single(History.Of().Run<string?, string>(WaitOneMinute).Actions);

        Assert.Equal("Go", action.CreateTimer.ExternalEvent.Name);
        Assert.Equal(FirstTurn.AddMinutes(1), action.CreateTimer.FireAt.ToDateTime());
    }

    [Fact]
    public void WaitWithTimeout_EventFirst_GivesTheEvent() => Assert.Equal(
        "\"yes\"", History.Of().TimerCreated(0, FirstTurn.AddMinutes(1)).Turn().Raised("Go", "\"yes\"").Run<string?, string>(WaitOneMinute).Result());

    [Fact]
    public void WaitWithTimeout_TimerFirst_IsCancelled() => Assert.Equal(
        "\"too late\"", History.Of().TimerCreated(0, FirstTurn.AddMinutes(1)).Turn().TimerFired(0).Raised("Go", "\"yes\"").Run<string?, string>(WaitOneMinute).Result());

    [Fact]
    public void WaitWithTimeout_RaisedBeforehand_StillTakesASequenceId()
    {
        var response = History.Of().Raised("Go", "\"yes\"").Run<string?, string>(async (context, _) =>
        {
            await context.CallActivityAsync("First");
            return await WaitOneMinute(context, null);
        });
        Assert.Equal(["0:activity First"], response.Asked());

        var next = History.Of().Raised("Go", "\"yes\"").Scheduled(0, "First").Turn().Completed(0, "").Run<string?, string>(async (context, _) =>
        {
            await context.CallActivityAsync("First");
            return await WaitOneMinute(context, null);
        });
        Assert.Equal(["1:timer", "0:Completed"], next.Asked());
    }

    [Fact]
    public void WaitWithTimeout_Zero_IsCancelledAtOnce() => Assert.Equal("\"cancelled\"", History.Of().Run<string?, string>(async (context, _) =>
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForExternalEventAsync<int>("Go", TimeSpan.Zero));
        return "cancelled";
    }).Result());

    [Fact]
    public void WaitWithTimeout_Negative_AsksForTheTimerThatNeverFires()
    {
        var action = Assert.Single(History.Of().Run<string?, int>((context, _) => context.WaitForExternalEventAsync<int>("Go", Timeout.InfiniteTimeSpan)).Actions);

        Assert.Equal((253402300799L, 999999999), (action.CreateTimer.FireAt.Seconds, action.CreateTimer.FireAt.Nanos));
    }

    [Fact]
    public void WaitWithTimeout_NegativeAndHistoryWithoutTheTimer_LaterIdsMoveDown()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            var go = context.WaitForExternalEventAsync<string>("Go", TimeSpan.FromSeconds(-1));
            var work = await context.CallActivityAsync<string>("Work");
            return work + await go + await context.CallActivityAsync<string>("After");
        }

        // Written by a version that made no such timer: the activity has id 0.
        var response = History.Of().Scheduled(0, "Work").Turn().Completed(0, "\"w\"").Turn().Raised("Go", "\"g\"").Run<string?, string>(Code);

        Assert.Equal(["1:activity After"], response.Asked());
    }

    [Fact]
    public void Wait_PayloadOfAnotherShape_ThrowsIntoTheCode() => Assert.Equal(
        "System.Text.Json.JsonException",
        History.Of().Raised("Go", "\"text\"").Run<string?, int>((context, _) => context.WaitForExternalEventAsync<int>("Go")).Failure().ErrorType);

    [Fact]
    public void SendEvent_IsAnActionWithAnIdOfItsOwn()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            context.SendEvent("other", "Hello", new { Value = 3 });
            return await context.CallActivityAsync<string>("After");
        }

        var response = History.Of().Run<string?, string>(Code);
        Assert.Equal(["0:send Hello", "1:activity After"], response.Asked());
        Assert.Equal("{\"value\":3}", response.Actions[0].SendEvent.Data);
        Assert.Equal("other", response.Actions[0].SendEvent.Instance.InstanceId);

        Assert.Equal("\"x\"", History.Of().EventSent(0, "Hello").Scheduled(1, "After").Turn().Completed(1, "\"x\"").Run<string?, string>(Code).Result());
    }
}
