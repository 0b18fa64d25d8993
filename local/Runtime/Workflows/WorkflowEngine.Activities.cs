using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Local.Runtime.Workflows.Transitions;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Local.Runtime.Workflows;

/// <content>Activities: their requests, and their results until the turn that they lead to.</content>
public sealed partial class WorkflowEngine
{
    internal async ValueTask<ActivityRequest?> FindActivityAsync(TaskHub hub, QueuedActivity queued)
    {
        // An instance that ended since leaves the cache, and what it had scheduled is looked for in vain.
        var key = queued.Key;
        if (queued.Request is { } request && _cache.AppOf(key.Instance, key.Execution) is not null)
        {
            return request;
        }

        try
        {
            return await _database.ReadAsync(connection => ActivityTable.Find(connection, key)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.ActivityNotLoaded(_logger, key.Instance, key.TaskId, e);
            RetryLater(() => hub.Queue(queued));
            return null;
        }
    }

    /// <summary>
    /// A worker's answer to an activity; returns once it is durable. Only the first answer to each scheduled activity counts.
    /// </summary>
    internal async Task CompleteActivityAsync(string appId, ActivityResponse response)
    {
        var inHand = Hub(appId).TakeActivity(response.InstanceId, response.TaskId, response.CompletionToken);
        inHand?.Worker.Done(inHand);
        if (inHand is { Worker.TakesTurnsMeanwhile: true }
            && _cache.AppOf(inHand.Key.Instance, inHand.Key.Execution) is { } owner && Hub(owner).Workers > 0)
        {
            await WaitForTurnAsync(Hub(owner), inHand, response).ConfigureAwait(false);
            return;
        }

        try
        {
            await StoreAsync(appId, inHand?.Key, response).ConfigureAwait(false);
        }
        catch (Exception) when (inHand is not null)
        {
            RetryLater(() => Hub(appId).Queue(new QueuedActivity(inHand.Key, Request: null)));
            throw;
        }
    }

    // The turn it leads to is at hand, and stores it. A worker may yet be too busy to take that turn, with answers that wait for
    // it or with long work: then the result is stored by itself, and the turn, should it hold the result, is built again.
    private async Task WaitForTurnAsync(TaskHub owner, ActivityInHand inHand, ActivityResponse response)
    {
        var now = _options.TimeProvider.GetUtcNow().ToUnixTicks();
        var completed = Completing.ToEvent(now, inHand.Request, response, _options.MaxPayloadBytes);
        var result = new ActivityResult(inHand.Key, inHand.Request, response, completed);
        _results.Add(result);
        if (_gate.MarkReady(result.Key.Instance, inboxFilledAt: 0))
        {
            owner.Queue(result.Key.Instance);
        }

        if (owner.Workers == 0)
        {
            await StoreAsync(_results.Take(result.Key.Instance)).ConfigureAwait(false);
        }

        try
        {
            await result.Durable.WaitAsync(_options.LongestWaitForTurn, _options.TimeProvider, _stopping.Token)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _results.Remove(result);
            await StoreAsync([result]).ConfigureAwait(false);
        }
    }

    private Task<bool> StoreAsync(string appId, ActivityKey? known, ActivityResponse response) => TransitAsync(transition =>
    {
        var accepted = Completing.Complete(transition, appId, known, response);
        CrashPoint.Reached("engine.activity-completed-before-commit");
        return accepted;
    }, crashPoint: "engine.activity-completed-after-commit");

    /// <summary>Stores results in the inbox of their instances, as far as these still wait for them.</summary>
    private async Task StoreAsync(IReadOnlyList<ActivityResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        try
        {
            await TransitAsync(transition => results.Count(result =>
                Completing.Complete(transition, appId: "", result.Key, result.Response))).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _results.PutBack(results);
            throw;
        }

        SetDurable(results);
    }

    private async Task StoreOrPutBackAsync(IReadOnlyList<ActivityResult> results)
    {
        try
        {
            await StoreAsync(results).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageException or ObjectDisposedException)
        {
            // They are back in memory; the next turn of their instance tries again.
            foreach (var instance in results.Select(result => result.Key.Instance).Distinct())
            {
                _gate.MarkReady(instance, inboxFilledAt: 1);
            }
        }
    }

    private static void SetDurable(IReadOnlyList<ActivityResult> results)
    {
        if (results.Count > 0)
        {
            CrashPoint.Reached("engine.activity-completed-after-commit");
        }

        foreach (var result in results)
        {
            result.SetDurable();
        }
    }
}
