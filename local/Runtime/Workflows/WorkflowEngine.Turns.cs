using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Local.Runtime.Workflows.Transitions;
using DaprProcessing.Platform.Hosting;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Workflows;

/// <content>Turns: what a worker is given of an instance, and what comes back.</content>
public sealed partial class WorkflowEngine
{
    /// <summary>Builds the next turn of a queued instance; null when there is nothing to do for it now.</summary>
    internal async ValueTask<PendingTurn?> BeginTurnAsync(TaskHub hub, long instance)
    {
        var isInboxFilled = _gate.Begin(instance);
        var results = _results.Take(instance);
        if (!isInboxFilled && TurnFromMemory(instance, results) is { } quick)
        {
            return quick;
        }

        try
        {
            if (results.Count > 0)
            {
                // Stored, they are read in their place among the other events of the inbox.
                await StoreAsync(results).ConfigureAwait(false);
            }

            var loaded = await _database.ReadAsync(connection => LoadTurn(connection, instance)).ConfigureAwait(false);
            if (loaded is { Stalls: true })
            {
                await StallAsync(instance).ConfigureAwait(false);
            }

            if (loaded?.Turn is not { } turn)
            {
                EndTurn(hub, instance, again: false);
                return null;
            }

            return turn;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.TurnNotLoaded(_logger, instance, e);
            RetryLater(() => EndTurn(hub, instance, again: true));
            return null;
        }
    }

    /// <summary>The turn's worker is gone: it is built again for another one.</summary>
    internal void AbandonTurn(TaskHub hub, PendingTurn turn)
    {
        _results.PutBack(turn.Results);
        EndTurn(hub, turn.Instance, again: true);
    }

    /// <summary>A worker's answer to a turn. An answer to a turn that was given to another worker since is ignored.</summary>
    internal async Task CompleteTurnAsync(string appId, WorkflowResponse response)
    {
        var hub = Hub(appId);
        if (hub.TakeTurn(response.InstanceId, response.CompletionToken) is not { } inHand)
        {
            Log.UnknownTurn(_logger, appId, response.InstanceId);
            return;
        }

        inHand.Worker.Done(inHand, response);
        var turn = inHand.Turn;
        CommittedTurn? committed;
        try
        {
            committed = await TransitAsync(transition =>
            {
                var applied = TurnCommit.Apply(transition, turn, response);
                CrashPoint.Reached("engine.turn-before-commit");
                return applied;
            }, applied => Remember(turn, applied), "engine.turn-after-commit").ConfigureAwait(false);
        }
        catch (TurnOutdatedException)
        {
            _cache.Remove(turn.Instance);
            await StoreOrPutBackAsync(turn.Results).ConfigureAwait(false);
            _gate.MarkReady(turn.Instance, inboxFilledAt: 1);
            EndTurn(hub, turn.Instance, again: true);
            return;
        }
        catch (Exception)
        {
            RetryLater(() => AbandonTurn(hub, turn));
            throw;
        }

        if (committed is null)
        {
            // Not what the file has: whatever the results are worth now, the tables decide.
            await StoreOrPutBackAsync(turn.Results).ConfigureAwait(false);
        }

        EndTurn(hub, turn.Instance, again: false);
    }

    private LoadedTurn? LoadTurn(Microsoft.Data.Sqlite.SqliteConnection connection, long instance)
    {
        var row = InstanceTable.Find(connection, instance);
        if (row is null || row.IsTerminal || row.Status == OrchestrationStatus.Stalled || IsScheduledForLater(row))
        {
            return null;
        }

        var batch = InboxTable.Read(connection, instance, MaxEventsPerTurn, _maxTurnBytes - row.HistoryBytes);
        if (batch.Events.Count == 0)
        {
            return null;
        }

        if (row.HistoryBytes + batch.Bytes > _maxTurnBytes)
        {
            return new LoadedTurn(null, Stalls: true);
        }

        var past = row.Turns == 0 ? [] : PastOf(connection, row);
        return new LoadedTurn(new PendingTurn(
            row.AppId, instance, row.Id, row.Execution, row.Turns, past,
            [TurnStarted(), .. batch.Events], batch.LastSequence, Results: []), Stalls: false);
    }

    private List<HistoryEvent> PastOf(Microsoft.Data.Sqlite.SqliteConnection connection, InstanceRow row) =>
        _cache.Find(row.Key) is { } cached && cached.Execution == row.Execution && cached.Turns == row.Turns
            ? cached.Events
            : HistoryTable.Read(connection, row.Key);

    // What most turns are: results came for an instance that is known, and nothing else did.
    private PendingTurn? TurnFromMemory(long instance, IReadOnlyList<ActivityResult> results)
    {
        if (results.Count is 0 or > MaxEventsPerTurn || _cache.Find(instance) is not { } known
            || results.Any(result => result.Key.Execution != known.Execution)
            || known.HistoryBytes + results.Sum(result => (long)result.Bytes) > _maxTurnBytes)
        {
            return null;
        }

        return new PendingTurn(
            known.AppId, instance, known.Id, known.Execution, known.Turns, known.Events,
            [TurnStarted(), .. results.Select(result => result.Completed)], LastSequence: 0, results, [known.CustomStatus]);
    }

    private HistoryEvent TurnStarted() => Events.TurnStarted(_options.TimeProvider.GetUtcNow().ToUnixTicks());

    private bool IsScheduledForLater(InstanceRow row) =>
        row.Status == OrchestrationStatus.Pending && row.ScheduledAt > _options.TimeProvider.GetUtcNow().ToUnixTicks();

    private Task<bool> StallAsync(long instance) => TransitAsync(transition =>
    {
        var row = InstanceTable.Find(transition.Connection, instance);
        if (row is { IsTerminal: false })
        {
            Stalling.Stall(transition, row, StalledReason.PayloadSizeExceeded,
                $"The history and the new events are larger than 95 % of {_options.MaxMessageBytes} bytes.");
        }

        return true;
    });

    private void Remember(PendingTurn turn, CommittedTurn? committed)
    {
        if (committed is null)
        {
            _cache.Remove(turn.Instance);
            return;
        }

        SetDurable(turn.Results);
        if (committed.IsTerminal)
        {
            return;
        }

        _cache.Store(turn, committed);
        if (committed.IsInboxEmpty)
        {
            _gate.Emptied(turn.Instance, committed.Transition);
        }
    }

    private void EndTurn(TaskHub hub, long instance, bool again)
    {
        if (_gate.End(instance, again))
        {
            hub.Queue(instance);
        }
    }

    private sealed record LoadedTurn(PendingTurn? Turn, bool Stalls);
}
