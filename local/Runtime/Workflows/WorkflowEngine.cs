using System.Collections.Concurrent;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Local.Runtime.Workflows.Transitions;
using DaprProcessing.Platform.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Workflows;

/// <summary>
/// Runs the workflows of any number of app ids on one SQLite file. Everything is event-sourced: an instance is its history, its
/// inbox, its pending activities and timers, and each turn changes them in one transaction; so the engine may be killed at any
/// point and goes on from the last commit. Memory holds queues, the histories of recently active instances, and activity results
/// until the turn they lead to is committed with them.
/// </summary>
public sealed partial class WorkflowEngine : IAsyncDisposable
{
    private const int MaxEventsPerTurn = 1000;
    private const double StallAtShareOfMessage = 0.95;
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly WorkflowEngineOptions _options;
    private readonly long _maxTurnBytes;
    private readonly SqliteGroupCommit _database;
    private readonly FileStream _lockFile;
    private readonly ILogger _logger;
    private readonly InboxSequence _sequence;
    private readonly TimerLoop _timers;
    private readonly ConcurrentDictionary<string, TaskHub> _hubs = new(StringComparer.Ordinal);
    private readonly TurnGate _gate = new();
    private readonly InstanceCache _cache;
    private readonly ActivityResults _results = new();
    private readonly InstanceWaiters _waiters = new();
    private readonly CancellationTokenSource _stopping = new();

    private WorkflowEngine(
        WorkflowEngineOptions options, SqliteGroupCommit database, FileStream lockFile, long lastSequence,
        ILoggerFactory loggerFactory)
    {
        _options = options;
        _maxTurnBytes = (long)(options.MaxMessageBytes * StallAtShareOfMessage);
        _database = database;
        _lockFile = lockFile;
        _logger = loggerFactory.CreateLogger<WorkflowEngine>();
        _sequence = new InboxSequence(lastSequence);
        _cache = new InstanceCache(options.HistoryCacheBytes);
        _timers = new TimerLoop(options.TimeProvider, () => TransitAsync(Firing.FireDue), _logger);
    }

    /// <summary>Opens or creates the file, queues what a previous process left undone, and starts the timers.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another engine has it open.</exception>
    public static async Task<WorkflowEngine> OpenAsync(
        WorkflowEngineOptions options, ILoggerFactory loggerFactory, CancellationToken cancellationToken = default)
    {
        var path = Path.GetFullPath(options.DatabasePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var lockFile = TakeLock(path + ".lock");
        try
        {
            var database = await SqliteGroupCommit.OpenAsync(path, WorkflowSchema.Migrations,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            var lastSequence = await database.ReadAsync(InboxTable.LastSequence, cancellationToken).ConfigureAwait(false);
            var engine = new WorkflowEngine(options, database, lockFile, lastSequence, loggerFactory);
            await engine.QueueUnfinishedAsync(cancellationToken).ConfigureAwait(false);
            engine._timers.Start();
            return engine;
        }
        catch
        {
            await lockFile.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Worker streams an app has open now.</summary>
    public int ConnectedWorkers(string appId) => _hubs.TryGetValue(appId, out var hub) ? hub.Workers : 0;

    /// <summary>Ends every worker stream and waiting call, commits what was accepted, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _timers.DisposeAsync().ConfigureAwait(false);
            await StoreAsync(_results.TakeAll()).ConfigureAwait(false);
            await _database.DisposeAsync().ConfigureAwait(false);
            await _lockFile.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Hands work items to one worker until its stream ends.</summary>
    internal async Task ServeWorkerAsync(
        string appId, IReadOnlyCollection<WorkerCapability> capabilities, IAsyncStreamWriter<WorkItem> stream,
        CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await TransitAsync(transition => Stalling.ResumeAll(transition, appId)).ConfigureAwait(false);
        var hub = Hub(appId);
        var kept = KeptHistories.Of(capabilities);
        Log.WorkerConnected(_logger, appId);
        try
        {
            await new WorkerStream(this, hub, _options, kept, stream).RunAsync(ended.Token).ConfigureAwait(false);
        }
        finally
        {
            Log.WorkerLost(_logger, appId);
            if (hub.Workers == 0)
            {
                // Nobody takes turns of this app now, and workers of other apps wait for their answers.
                await StoreOrPutBackAsync(_results.TakeAll()).ConfigureAwait(false);
            }
        }
    }

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

    private Task<T> ReadAsync<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> read, CancellationToken cancellationToken) =>
        _database.ReadAsync(read, cancellationToken);

    /// <summary>Commits one change, then does in memory what follows from it.</summary>
    private async Task<T> TransitAsync<T>(Func<Transition, T> change, Action<T>? committed = null, string? crashPoint = null)
    {
        var (result, effects) = await _database.WriteAsync(connection =>
        {
            var transition = new Transition(connection, _options, _sequence);
            return (change(transition), transition.Effects);
        }).ConfigureAwait(false);
        if (crashPoint is not null)
        {
            CrashPoint.Reached(crashPoint);
        }

        committed?.Invoke(result);
        Apply(effects);
        return result;
    }

    private void Apply(Effects effects)
    {
        effects.Forgotten.ForEach(_cache.Remove);
        foreach (var (appId, instance) in effects.Ready)
        {
            if (_gate.MarkReady(instance, effects.Number))
            {
                Hub(appId).Queue(instance);
            }
        }

        foreach (var (appId, activity) in effects.Activities)
        {
            Hub(appId).Queue(activity);
        }

        foreach (var (appId, id) in effects.Changed)
        {
            _waiters.Changed(appId, id);
        }

        if (effects.EarliestTimer != long.MaxValue)
        {
            _timers.Added(effects.EarliestTimer);
        }
    }

    private async Task QueueUnfinishedAsync(CancellationToken cancellationToken)
    {
        var (turns, activities) = await _database.ReadAsync(
            connection => (InboxTable.Waiting(connection), ActivityTable.Pending(connection)),
            cancellationToken).ConfigureAwait(false);
        var effects = new Effects(number: 1);
        effects.Ready.AddRange(turns);
        effects.Activities.AddRange(activities);
        Apply(effects);
        Log.Opened(_logger, _database.Path, turns.Count, activities.Count);
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

    private void RetryLater(Action retry)
    {
        _ = RunAsync();

        async Task RunAsync()
        {
            try
            {
                await Task.Delay(RetryAfterFailure, _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
                retry();
            }
            catch (OperationCanceledException)
            {
                // Shutting down: the next start finds the work in the tables.
            }
        }
    }

    private TaskHub Hub(string appId) => _hubs.GetOrAdd(appId, static id => new TaskHub(id));

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StorageException($"{path} is held by another runtime; each needs a state directory of its own.", e);
        }
    }

    private sealed record LoadedTurn(PendingTurn? Turn, bool Stalls);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information,
            "Workflow store {Path} is open: {Turns} instances and {Activities} activities to go on with.")]
        public static partial void Opened(ILogger logger, string path, int turns, int activities);

        [LoggerMessage(LogLevel.Information, "A workflow worker of {AppId} connected.")]
        public static partial void WorkerConnected(ILogger logger, string appId);

        [LoggerMessage(LogLevel.Information, "A workflow worker of {AppId} is gone; its unfinished work goes to others.")]
        public static partial void WorkerLost(ILogger logger, string appId);

        [LoggerMessage(LogLevel.Debug, "A worker of {AppId} answered a turn of '{InstanceId}' that it no longer has.")]
        public static partial void UnknownTurn(ILogger logger, string appId, string instanceId);

        [LoggerMessage(LogLevel.Error, "The next turn of instance {Instance} could not be read; trying again.")]
        public static partial void TurnNotLoaded(ILogger logger, long instance, Exception exception);

        [LoggerMessage(LogLevel.Error, "Activity {TaskId} of instance {Instance} could not be read; trying again.")]
        public static partial void ActivityNotLoaded(ILogger logger, long instance, int taskId, Exception exception);
    }
}
