using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class TimerReplayTests
{
    private static readonly DateTime FirstTurn = History.Start.AddSeconds(1);

    private static async Task<DateTime> Wait(WorkflowContext context, string? input)
    {
        await context.CreateTimer(TimeSpan.FromMinutes(5));
        return context.CurrentUtcDateTime;
    }

    [Fact]
    public void CreateTimer_FirstTurn_AsksForADurableTimerFromTheWorkflowClock()
    {
        var action = Assert.Single(History.Of().Run<string?, DateTime>(Wait).Actions);

        Assert.Equal(FirstTurn.AddMinutes(5), action.CreateTimer.FireAt.ToDateTime());
        Assert.NotNull(action.CreateTimer.CreateTimer);
    }

    [Fact]
    public void CreateTimer_Fired_GoesOnAtTheTimeOfThatTurn()
    {
        var response = History.Of().TimerCreated(0, FirstTurn.AddMinutes(5)).Turn(TimeSpan.FromMinutes(6)).TimerFired(0).Run<string?, DateTime>(Wait);

        Assert.Equal("\"2026-03-01T12:06:01Z\"", response.Result());
    }

    [Fact]
    public void CreateTimer_UnspecifiedKind_IsUtc()
    {
        var fireAt = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var action = Assert.Single(History.Of().Run<string?, string?>(async (context, _) =>
        {
            await context.CreateTimer(fireAt, CancellationToken.None);
            return null;
        }).Actions);

        Assert.Equal(DateTime.SpecifyKind(fireAt, DateTimeKind.Utc), action.CreateTimer.FireAt.ToDateTime());
    }

    [Fact]
    public void CreateTimer_LongerThanTimeItself_IsClamped()
    {
        var action = Assert.Single(History.Of().Run<string?, string?>(async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.MaxValue);
            return null;
        }).Actions);

        Assert.Equal(253402300799, action.CreateTimer.FireAt.Seconds);
    }

    [Fact]
    public void CreateTimer_TokenCancelled_FreesTheCode()
    {
        var response = History.Of().Run<string?, string>(async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            cancel.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return "free";
        });

        Assert.Equal("\"free\"", response.Result());
    }

    [Fact]
    public void CreateTimer_RacedByActivity_WinnerIsTheFirstInHistory()
    {
        static async Task<string> Race(WorkflowContext context, string? input)
        {
            var work = context.CallActivityAsync<string>("Slow");
            var timeout = context.CreateTimer(TimeSpan.FromMinutes(1));
            return await Task.WhenAny(work, timeout) == timeout ? "timeout" : await work;
        }

        History Begin() => History.Of().Scheduled(0, "Slow").TimerCreated(1, FirstTurn.AddMinutes(1)).Turn();
        Assert.Equal("\"timeout\"", Begin().TimerFired(1).Completed(0, "\"w\"").Run<string?, string>(Race).Result());
        Assert.Equal("\"w\"", Begin().Completed(0, "\"w\"").TimerFired(1).Run<string?, string>(Race).Result());
    }
}
