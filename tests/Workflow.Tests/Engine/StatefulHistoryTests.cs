using Dapr.DurableTask.Protobuf;
using DaprProcessing.TestKit;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>A worker that says it keeps histories gets new events only; one that does not gets them all.</summary>
public sealed class StatefulHistoryTests : EngineTests
{
    private static readonly Step[] Steps = [new("activity", "a"), new("activity", "b"), new("activity", "c")];

    [Fact]
    public async Task WorkerWithTheCapability_GetsEachPastEventOnce()
    {
        var id = await StartStepsAsync(Steps);

        var sent = await ServeAsync([WorkerCapability.StatefulHistory], turns: 4);

        var past = sent.SelectMany(request => request.PastEvents).ToList();
        Assert.Equal((await Hub.HistoryAsync(id)).Take(past.Count), past);
        Assert.Equal([0, 0, sent[1].PastEvents.Count, past.Count - sent[3].PastEvents.Count], sent.Select(Kept));
    }

    [Fact]
    public async Task WorkerWithoutTheCapability_GetsAllPastEventsEachTime()
    {
        var id = await StartStepsAsync(Steps);

        var sent = await ServeAsync([], turns: 4);

        var history = await Hub.HistoryAsync(id);
        Assert.All(sent, request => Assert.Equal(history.Take(request.PastEvents.Count), request.PastEvents));
        Assert.Equal([0, 0, 0, 0], sent.Select(Kept));
    }

    [Fact]
    public async Task WorkerThatConnectsAgain_StartsWithTheWholeHistory()
    {
        var id = await StartStepsAsync([.. Steps, new("event", "go")]);
        await ServeAsync([WorkerCapability.StatefulHistory], turns: 4);
        await Eventually.Async(() => Server.Engine.ConnectedWorkers("app") == 0, Soon, "the worker is gone");
        await Hub.RaiseAsync(id, "go", "go");

        var sent = await ServeAsync([WorkerCapability.StatefulHistory], turns: 1);

        Assert.Equal(0, Kept(sent[0]));
        Assert.Contains(sent[0].PastEvents, e => e.ExecutionStarted is not null);
        Assert.Equal("a,b,c,go", (await Hub.WaitAsync(id)).Output);
    }

    private static int Kept(WorkflowRequest request) => request.CachedHistory?.EventCount ?? 0;

    // One instance on a worker of the new kind, until it has answered so many turns; the requests as they were sent.
    private async Task<List<WorkflowRequest>> ServeAsync(WorkerCapability[] capabilities, int turns)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (sent, kept) = (new List<WorkflowRequest>(), new List<HistoryEvent>());
        await foreach (var item in Hub.WorkItemsAsync(stop.Token, capabilities))
        {
            if (item.ActivityRequest is { } activity)
            {
                // Answered once the result is stored, which takes a turn of this very loop.
                _ = Hub.CompleteAsync(new ActivityResponse
                {
                    InstanceId = activity.WorkflowInstance.InstanceId, TaskId = activity.TaskId, Result = activity.Input,
                });
                continue;
            }

            sent.Add(item.WorkflowRequest.Clone());
            var whole = item.WorkflowRequest;
            kept = [.. kept.Take(Kept(whole)), .. whole.PastEvents];
            whole.PastEvents.Clear();
            whole.PastEvents.Add(kept);
            var response = StepProgram.Turn(whole)!;
            response.InstanceId = whole.InstanceId;
            response.CompletionToken = item.CompletionToken;
            await Hub.CompleteAsync(response, stop.Token);
            if (sent.Count == turns)
            {
                // The end of the reading alone would leave the call open.
                await stop.CancelAsync();
                break;
            }
        }

        return sent;
    }
}
