using Dapr.DurableTask.Protobuf;
using DaprProcessing.Local.Runtime.Workflows;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>
/// A worker may take nothing else until the answer to an activity is accepted; no answer may then wait for another item.
/// </summary>
public sealed class BusyWorkerTests : EngineTests
{
    private static readonly Step[] Steps = [new("activity", "a"), new("fanout", "b", 3), new("activity", "c")];

    [Fact]
    public async Task Worker_OneItemAtATimeWithoutTheCapability_NeverWaitsForATurn()
    {
        // So long that a result that waited for its turn would be seen.
        await ReopenAsync(new WorkflowEngineOptions { DatabasePath = DatabasePath, LongestWaitForTurn = TimeSpan.FromHours(1) });
        await using var worker = Worker(keepsHistories: false, oneAtATime: true);

        var state = await Hub.WaitAsync(await StartStepsAsync(Steps));

        Assert.Equal(StepProgram.Expected(Steps), state.Output);
    }

    [Fact]
    public async Task Worker_OneItemAtATimeWithTheCapability_GoesOnAfterTheLongestWait()
    {
        await using var worker = Worker(oneAtATime: true);

        var id = await StartStepsAsync(Steps);

        Assert.Equal(StepProgram.Expected(Steps), (await Hub.WaitAsync(id)).Output);
        Assert.Equal(5, (await Hub.HistoryAsync(id)).Count(e => e.TaskCompleted is not null));
    }

    [Fact]
    public async Task Turn_NeverAnswered_ResultItHoldsIsStoredByItself()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var id = await StartStepsAsync(new Step("activity", "a"));
        await using var items = Hub.WorkItemsAsync(stop.Token, WorkerCapability.StatefulHistory).GetAsyncEnumerator(stop.Token);
        await items.MoveNextAsync();
        var first = StepProgram.Turn(items.Current.WorkflowRequest);
        first.InstanceId = id;
        await Hub.CompleteAsync(first, stop.Token);
        await items.MoveNextAsync();
        await Hub.CompleteAsync(new ActivityResponse { InstanceId = id, TaskId = 0, Result = "a" }, stop.Token);
        await stop.CancelAsync();

        await ReopenAsync();
        await using var worker = Worker(activity: _ => throw new InvalidOperationException("The activity has run."));

        Assert.Equal("a", (await Hub.WaitAsync(id)).Output);
    }
}
