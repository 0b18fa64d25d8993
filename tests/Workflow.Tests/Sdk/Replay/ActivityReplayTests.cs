using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class ActivityReplayTests
{
    private static async Task<int> SumTwo(WorkflowContext context, int input)
    {
        var first = await context.CallActivityAsync<int>("First", input);
        var second = await context.CallActivityAsync<int>("Second", first);
        return first + second;
    }

    [Fact]
    public void Run_FirstTurn_SchedulesFirstActivityWithInput()
    {
        var response = History.Of("5").Run<int, int>(SumTwo);

        Assert.Equal(["0:activity First"], response.Asked());
        Assert.Equal("5", response.Actions[0].ScheduleTask.Input);
        Assert.Equal("order-1", response.InstanceId);
    }

    [Fact]
    public void Run_FirstActivityCompleted_SchedulesOnlySecond()
    {
        var response = History.Of("5").Scheduled(0, "First").Turn().Completed(0, "7").Run<int, int>(SumTwo);

        Assert.Equal(["1:activity Second"], response.Asked());
        Assert.Equal("7", response.Actions[0].ScheduleTask.Input);
    }

    [Fact]
    public void Run_AllCompleted_CompletesWithResultAndIdZero()
    {
        var response = History.Of("5").Scheduled(0, "First").Turn().Completed(0, "7").Scheduled(1, "Second").Turn().Completed(1, "8")
            .Run<int, int>(SumTwo);

        Assert.Equal("15", response.Result());
        Assert.Equal(0, response.Actions[0].Id);
    }

    [Fact]
    public void Run_ScheduledEventsInTheSameTurnAsTheirCompletions_AreReplayed()
    {
        var response = History.Of("1").Scheduled(0, "First").Completed(0, "2").Scheduled(1, "Second").Turn().Completed(1, "3").Run<int, int>(SumTwo);

        Assert.Equal("5", response.Result());
    }

    [Fact]
    public void Run_CompletionsOutOfOrder_MatchTheirCalls()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<string>("Work", i)));
            return string.Join(",", all);
        }

        var response = History.Of().Scheduled(0, "Work").Scheduled(1, "Work").Scheduled(2, "Work")
            .Turn().Completed(2, "\"c\"").Turn().Completed(0, "\"a\"").Completed(1, "\"b\"").Run<string?, string>(Code);

        Assert.Equal("\"a,b,c\"", response.Result());
    }

    [Fact]
    public void Run_SecondDeliveryOfACompletion_IsIgnored()
    {
        var response = History.Of("5").Scheduled(0, "First").Turn().Completed(0, "7").Completed(0, "999").Run<int, int>(SumTwo);

        Assert.Equal("7", Assert.Single(response.Actions).ScheduleTask.Input);
    }

    [Fact]
    public void Run_CompletionOfAnEarlierGeneration_IsIgnored()
    {
        var first = History.Of("5").Run<int, int>(SumTwo).Actions[0];
        var history = History.Of("5").Add(new() { EventId = 0, TaskScheduled = new() { Name = "First", TaskExecutionId = first.ScheduleTask.TaskExecutionId } });

        var response = history.Turn().Completed(0, "999", executionId: "of-another-generation").Run<int, int>(SumTwo);

        Assert.Empty(response.Actions);
    }

    [Fact]
    public void Run_CompletionWithAnotherIdButTheSameExecution_Matches()
    {
        var history = History.Of("5").Add(new() { EventId = 0, TaskScheduled = new() { Name = "First", TaskExecutionId = "e1" } });

        var response = history.Turn().Completed(17, "7", executionId: "e1").Run<int, int>(SumTwo);

        Assert.Equal(["1:activity Second"], response.Asked());
    }

    [Fact]
    public void Run_ActivityFailed_ThrowsIntoTheCodeWithDetails()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            try
            {
                await context.CallActivityAsync("First");
                return "no exception";
            }
            catch (WorkflowTaskFailedException e)
            {
                return $"{e.FailureDetails.ErrorMessage}/{e.FailureDetails.IsCausedBy<IOException>()}/{e.FailureDetails.IsCausedBy<ArgumentException>()}";
            }
        }

        Assert.Equal("\"disk full/True/False\"", History.Of().Scheduled(0, "First").Turn().Failed(0, "disk full").Run<string?, string>(Code).Result());
    }

    [Fact]
    public void Run_ActivityFailedUncaught_FailsTheWorkflow()
    {
        var failure = History.Of("1").Scheduled(0, "First").Turn().Failed(0, "disk full").Run<int, int>(SumTwo).Failure();

        Assert.Equal("Dapr.Workflow.WorkflowTaskFailedException", failure.ErrorType);
        Assert.Contains("activity 'First' failed: disk full", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.True(failure.IsNonRetriable);
    }

    [Fact]
    public void Run_ResultOfAnotherShape_ThrowsIntoTheCode()
    {
        var failure = History.Of("1").Scheduled(0, "First").Turn().Completed(0, "\"text\"").Run<int, int>(SumTwo).Failure();

        Assert.Equal("System.Text.Json.JsonException", failure.ErrorType);
    }

    [Fact]
    public void Run_CallsNobodyAwaits_AreSentBeforeTheCompletion()
    {
        var response = History.Of().Run<string?, string>((context, input) =>
        {
            _ = context.CallActivityAsync("Forget");
            context.SendEvent("other", "Hi", 1);
            return Task.FromResult("done");
        });

        Assert.Equal(["0:activity Forget", "1:send Hi", "0:Completed"], response.Asked());
    }

    [Fact]
    public void Run_SameRequestTwice_GivesTheSameAnswer()
    {
        var history = History.Of("5").Scheduled(0, "First").Turn().Completed(0, "7");

        Assert.Equal(history.Run<int, int>(SumTwo), history.Run<int, int>(SumTwo));
    }

    [Fact]
    public void Run_NullsGoAsEmptyText()
    {
        var response = History.Of().Run<string?, string?>(async (context, _) =>
        {
            await context.CallActivityAsync("First");
            return null;
        });
        Assert.Equal("", response.Actions[0].ScheduleTask.Input);

        var ended = History.Of().Run<string?, string?>((_, input) => Task.FromResult(input));
        Assert.Equal("", ended.Result());
    }

    [Fact]
    public void Run_TargetAppAndPropagation_AreOnTheAction()
    {
        var history = History.Of().Add(new() { Router = new() { SourceAppID = "me" }, EventRaised = new() { Name = "x" } });
        var action = history.Run<string?, string>(async (context, _) =>
            await context.CallActivityAsync<string>("A", null, new WorkflowTaskOptions(TargetAppId: "them", PropagationScope: HistoryPropagationScope.Lineage)))
            .Actions[0];

        Assert.Equal("them", action.Router.TargetAppID);
        Assert.Equal("me", action.Router.SourceAppID);
        Assert.Equal(Dapr.DurableTask.Protobuf.HistoryPropagationScope.Lineage, action.ScheduleTask.HistoryPropagationScope);
    }

    [Fact]
    public void Run_TenThousandCallsCompletedBackwards_AreAllMatched()
    {
        static async Task<int> Code(WorkflowContext context, string? input) =>
            (await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => context.CallActivityAsync<int>("Work")))).Sum();
        var history = History.Of();
        for (var i = 0; i < 10_000; i++)
            history.Scheduled(i, "Work");
        history.Turn();
        for (var i = 0; i < 10_000; i++)
            history.Completed(9_999 - i, "1");

        Assert.Equal("10000", history.Run<string?, int>(Code).Result());
    }
}
