using Dapr.DurableTask.Protobuf;
using Grpc.Core;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>
/// A worker without an SDK: two functions answer turns and activities. Reconnects until disposed; null answers nothing. It keeps
/// histories as the newest workers do, and takes work while its answers are under way, unless told otherwise.
/// </summary>
internal sealed class ScriptedWorker : IAsyncDisposable
{
    private readonly HubClient _hub;
    private readonly Func<WorkflowRequest, WorkflowResponse?> _turn;
    private readonly Func<ActivityRequest, Task<ActivityResponse?>> _activity;
    private readonly bool _echoToken;
    private readonly bool _keepsHistories;
    private readonly bool _oneAtATime;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public ScriptedWorker(
        Uri address, Func<WorkflowRequest, WorkflowResponse?> turn,
        Func<ActivityRequest, Task<ActivityResponse?>>? activity = null,
        string appId = "app", bool echoToken = true, bool keepsHistories = true, bool oneAtATime = false)
    {
        _hub = new HubClient(address, appId);
        _turn = turn;
        _activity = activity ?? Echo;
        _echoToken = echoToken;
        _keepsHistories = keepsHistories;
        _oneAtATime = oneAtATime;
        _loop = Task.Run(RunAsync);
    }

    public static Task<ActivityResponse?> Echo(ActivityRequest request) =>
        Task.FromResult<ActivityResponse?>(new ActivityResponse { Result = request.Input });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _hub.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(_keepsHistories ? [WorkerCapability.StatefulHistory] : []);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException or IOException or HttpRequestException)
            {
                await Task.WhenAny(Task.Delay(50, _stopping.Token)); // the engine is gone; it may come back
            }
        }
    }

    private async Task ServeAsync(WorkerCapability[] capabilities)
    {
        var kept = new Dictionary<string, List<HistoryEvent>>();
        await foreach (var item in _hub.WorkItemsAsync(_stopping.Token, capabilities))
        {
            if (item.WorkflowRequest is { } turn)
            {
                var sentBefore = kept.GetValueOrDefault(turn.InstanceId, []).Take(turn.CachedHistory?.EventCount ?? 0);
                List<HistoryEvent> past = [.. sentBefore, .. turn.PastEvents];
                kept[turn.InstanceId] = past;
                turn.PastEvents.Clear();
                turn.PastEvents.Add(past);
            }

            var answered = AnswerAsync(item);
            if (_oneAtATime)
            {
                await answered;
            }
        }
    }

    private async Task AnswerAsync(WorkItem item)
    {
        try
        {
            await Task.Yield();
            if (item.WorkflowRequest is { } turn && _turn(turn) is { } decided)
            {
                decided.InstanceId = turn.InstanceId;
                decided.CompletionToken = _echoToken ? item.CompletionToken : "";
                await _hub.CompleteAsync(decided, _stopping.Token);
            }
            else if (item.ActivityRequest is { } activity && await _activity(activity) is { } result)
            {
                result.InstanceId = activity.WorkflowInstance.InstanceId;
                result.TaskId = activity.TaskId;
                result.CompletionToken = _echoToken ? item.CompletionToken : "";
                await _hub.CompleteAsync(result, _stopping.Token);
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or IOException or HttpRequestException)
        {
            // An answer that does not arrive is the engine's to recover: that is what the tests look at.
        }
    }
}
