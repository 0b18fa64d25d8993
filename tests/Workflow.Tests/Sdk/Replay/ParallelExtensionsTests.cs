using Dapr.Workflow;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class ParallelExtensionsTests
{
    private static Task<int[]> DoubleAll(WorkflowContext context, int[] inputs) =>
        context.ProcessInParallelAsync(inputs, i => context.CallActivityAsync<int>("Double", i), maxConcurrency: 2);

    [Fact]
    public void ProcessInParallel_StartsNoMoreThanAllowed() =>
        Assert.Equal(["0:activity Double", "1:activity Double"], History.Of("[1,2,3]").Run<int[], int[]>(DoubleAll).Asked());

    [Fact]
    public void ProcessInParallel_OneDone_StartsTheNext()
    {
        var response = History.Of("[1,2,3]").Scheduled(0, "Double").Scheduled(1, "Double").Turn().Completed(1, "4").Run<int[], int[]>(DoubleAll);

        Assert.Equal("3", Assert.Single(response.Actions).ScheduleTask.Input);
    }

    [Fact]
    public void ProcessInParallel_ResultsKeepTheOrderOfTheInputs()
    {
        var response = History.Of("[1,2,3]").Scheduled(0, "Double").Scheduled(1, "Double").Turn().Completed(1, "4").Scheduled(2, "Double")
            .Turn().Completed(2, "6").Completed(0, "2").Run<int[], int[]>(DoubleAll);

        Assert.Equal("[2,4,6]", response.Result());
    }

    [Fact]
    public void ProcessInParallel_SomeFail_TriesAllAndReportsAll()
    {
        var response = History.Of("[1,2,3]").Scheduled(0, "Double").Scheduled(1, "Double").Turn().Failed(0, "a").Scheduled(2, "Double")
            .Turn().Failed(2, "c").Completed(1, "4").Run<int[], int[]>(DoubleAll);

        var failure = response.Failure();
        Assert.Equal("System.AggregateException", failure.ErrorType);
        Assert.StartsWith("2 of 3 parallel tasks failed.", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ProcessInParallel_NoInputs_GivesNoResults() => Assert.Equal("[]", History.Of("[]").Run<int[], int[]>(DoubleAll).Result());
}
