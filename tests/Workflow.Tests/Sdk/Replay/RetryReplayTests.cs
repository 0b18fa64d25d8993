using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class RetryReplayTests
{
    private static readonly DateTime FirstTurn = History.Start.AddSeconds(1);
    private static readonly WorkflowRetryPolicy Policy = new(3, TimeSpan.FromSeconds(10), 2.0);

    private static Task<string> Call(WorkflowContext context, string? input) =>
        context.CallActivityAsync<string>("Flaky", null, new WorkflowTaskOptions(Policy));

    private static Task<string> CallChild(WorkflowContext context, string? input) =>
        context.CallChildWorkflowAsync<string>("Flaky", null, new ChildWorkflowTaskOptions(RetryPolicy: Policy));

    // Each turn is one second after the one before, unless it says otherwise.
    private static History FailedOnce() => History.Of().Scheduled(0, "Flaky").Turn().Failed(0);

    private static History FailedTwice() => FailedOnce().TimerCreated(1, FirstTurn.AddSeconds(11)).Turn().TimerFired(1).Scheduled(2, "Flaky").Turn().Failed(2);

    [Fact]
    public void Retry_FirstFailure_WaitsDurably()
    {
        var first = History.Of().Run<string?, string>(Call).Actions[0].ScheduleTask.TaskExecutionId;

        var action = Assert.Single(FailedOnce().Run<string?, string>(Call).Actions);

        Assert.Equal(1, action.Id);
        Assert.Equal(FirstTurn.AddSeconds(11), action.CreateTimer.FireAt.ToDateTime());
        Assert.Equal(first, action.CreateTimer.ActivityRetry.TaskExecutionId);
    }

    [Fact]
    public void Retry_AfterTheWait_CallsAgain() => Assert.Equal(
        ["2:activity Flaky"], FailedOnce().TimerCreated(1, FirstTurn.AddSeconds(11)).Turn().TimerFired(1).Run<string?, string>(Call).Asked());

    [Fact]
    public void Retry_SecondFailure_WaitsLonger()
    {
        var action = Assert.Single(FailedTwice().Run<string?, string>(Call).Actions);

        Assert.Equal(FirstTurn.AddSeconds(3 + 20), action.CreateTimer.FireAt.ToDateTime());
    }

    [Fact]
    public void Retry_SuccessAtLast_GivesTheResult() => Assert.Equal(
        "\"ok\"",
        FailedTwice().TimerCreated(3, FirstTurn.AddSeconds(23)).Turn().TimerFired(3).Scheduled(4, "Flaky").Turn().Completed(4, "\"ok\"").Run<string?, string>(Call).Result());

    [Fact]
    public void Retry_AttemptsUsedUp_FailsWithTheLastFailure() => Assert.Contains(
        "third",
        FailedTwice().TimerCreated(3, FirstTurn.AddSeconds(23)).Turn().TimerFired(3).Scheduled(4, "Flaky").Turn().Failed(4, "third").Run<string?, string>(Call).Failure().ErrorMessage,
        StringComparison.Ordinal);

    [Fact]
    public void Retry_TimeUsedUp_FailsWithoutAnotherAttempt()
    {
        var policy = new WorkflowRetryPolicy(10, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(30));
        Task<string> Code(WorkflowContext context, string? _) => context.CallActivityAsync<string>("Flaky", null, new WorkflowTaskOptions(policy));

        var inTime = History.Of().Scheduled(0, "Flaky").Turn(TimeSpan.FromSeconds(20)).Failed(0).Run<string?, string>(Code);
        var tooLate = History.Of().Scheduled(0, "Flaky").Turn(TimeSpan.FromSeconds(21)).Failed(0).Run<string?, string>(Code);

        Assert.Equal(["1:timer"], inTime.Asked());
        Assert.NotNull(tooLate.Failure());
    }

    [Fact]
    public void Retry_ExceptionOfTheCodeItself_IsNotRetried() =>
        Assert.Equal("System.Text.Json.JsonException", History.Of().Scheduled(0, "Flaky").Turn().Completed(0, "{").Run<string?, string>(Call).Failure().ErrorType);

    [Fact]
    public void Retry_Child_WaitsThenStartsAnotherInstance()
    {
        var first = History.Of().Run<string?, string>(CallChild).Actions[0].CreateChildWorkflow.InstanceId;

        var wait = Assert.Single(History.Of().ChildCreated(0, "Flaky").Turn().ChildFailed(0, "x").Run<string?, string>(CallChild).Actions);
        Assert.Equal(first, wait.CreateTimer.ChildWorkflowRetry.InstanceId);

        var again = Assert.Single(History.Of().ChildCreated(0, "Flaky").Turn().ChildFailed(0, "x").TimerCreated(1, FirstTurn.AddSeconds(11))
            .Turn().TimerFired(1).Run<string?, string>(CallChild).Actions);
        Assert.Equal("2:child Flaky", $"{again.Id}:child {again.CreateChildWorkflow.Name}");
        Assert.NotEqual(first, again.CreateChildWorkflow.InstanceId);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(2, 40)]
    [InlineData(3, 60)]
    [InlineData(1000, 60)]
    public void DelayAfter_Attempt_GrowsToTheLongestWait(int attempt, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), new WorkflowRetryPolicy(5000, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(60)).DelayAfter(attempt));

    [Fact]
    public void Policy_ArgumentsOutOfRange_Throw()
    {
        var second = TimeSpan.FromSeconds(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(0, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(1, second, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(1, second, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(1, second, maxRetryInterval: TimeSpan.FromMilliseconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRetryPolicy(1, second, retryTimeout: TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Timeout.InfiniteTimeSpan, new WorkflowRetryPolicy(1, second, retryTimeout: Timeout.InfiniteTimeSpan).RetryTimeout);
    }
}
