using System.Collections.Concurrent;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Components;
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
/// point and goes on from the last commit. Memory holds queues of keys and the histories of recently active instances.
/// </summary>
public sealed partial class WorkflowEngine : IAsyncDisposable
{
    private const int MaxEventsPerTurn = 1000;
    private const double StallAtShareOfMessage = 0.95;
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly WorkflowEngineOptions _options;
    private readonly SqliteGroupCommit _database;
    private readonly FileStream _lockFile;
    private readonly ILogger _logger;
    private readonly InboxSequence _sequence;
    private readonly TimerLoop _timers;
    private readonly ConcurrentDictionary<string, TaskHub> _hubs = new(StringComparer.Ordinal);
    private readonly TurnGate _gate = new();
    private readonly HistoryCache _histories;
    private readonly InstanceWaiters _waiters = new();
    private readonly CancellationTokenSource _stopping = new();

    private WorkflowEngine(
        WorkflowEngineOptions options, SqliteGroupCommit database, FileStream lockFile, long lastSequence, ILoggerFactory loggerFactory)
    {
        _options = options;
        _database = database;
        _lockFile = lockFile;
        _logger = loggerFactory.CreateLogger<WorkflowEngine>();
        _sequence = new InboxSequence(lastSequence);
        _histories = new HistoryCache(options.HistoryCacheBytes);
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
            var database = await SqliteGroupCommit.OpenAsync(path, WorkflowSchema.Migrations, cancellationToken: cancellationToken).ConfigureAwait(false);
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
        Log.WorkerConnected(_logger, appId);
        try
        {
            await new WorkerStream(this, Hub(appId), _options, stream).RunAsync(ended.Token).ConfigureAwait(false);
        }
        finally
        {
            Log.WorkerLost(_logger, appId);
        }
    }

    /// <summary>Builds the next turn of a queued instance; null when there is nothing to do for it now.</summary>
    internal async Task<PendingTurn?> BeginTurnAsync(TaskHub hub, long instance)
    {
        _gate.Begin(instance);
        try
        {
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

    internal void EndTurn(TaskHub hub, PendingTurn turn, bool again) => EndTurn(hub, turn.Instance, again);

    internal async Task<ActivityRequest?> FindActivityAsync(TaskHub hub, ActivityKey key)
    {
        try
        {
            return await _database.ReadAsync(connection => ActivityTable.Find(connection, key)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.ActivityNotLoaded(_logger, key.Instance, key.TaskId, e);
            RetryLater(() => hub.Queue(key));
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

        inHand.Worker.Done(inHand);
        var turn = inHand.Turn;
        try
        {
            await TransitAsync(transition =>
            {
                var committed = TurnCommit.Apply(transition, turn, response);
                CrashPoint.Reached("engine.turn-before-commit");
                return committed;
            }, committed => Remember(turn, committed), "engine.turn-after-commit").ConfigureAwait(false);
        }
        catch (Exception)
        {
            RetryLater(() => EndTurn(hub, turn, again: true));
            throw;
        }

        EndTurn(hub, turn, again: false);
    }

    /// <summary>A worker's answer to an activity. Only the first answer to each scheduled activity counts.</summary>
    internal async Task CompleteActivityAsync(string appId, ActivityResponse response)
    {
        var hub = Hub(appId);
        var inHand = hub.TakeActivity(response.InstanceId, response.TaskId, response.CompletionToken);
        inHand?.Worker.Done(inHand);
        try
        {
            await TransitAsync(transition =>
            {
                var accepted = Completing.Complete(transition, appId, inHand?.Key, response);
                CrashPoint.Reached("engine.activity-completed-before-commit");
                return accepted;
            }, crashPoint: "engine.activity-completed-after-commit").ConfigureAwait(false);
        }
        catch (Exception) when (inHand is not null)
        {
            RetryLater(() => hub.Queue(inHand.Key));
            throw;
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
        effects.Forgotten.ForEach(_histories.Remove);
        foreach (var (appId, instance) in effects.Ready)
        {
            if (_gate.MarkReady(instance))
            {
                Hub(appId).Queue(instance);
            }
        }

        foreach (var (appId, key) in effects.Activities)
        {
            Hub(appId).Queue(key);
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
            connection => (InboxTable.Waiting(connection), ActivityTable.Pending(connection)), cancellationToken).ConfigureAwait(false);
        var effects = new Effects();
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

        var limit = (long)(_options.MaxMessageBytes * StallAtShareOfMessage);
        var batch = InboxTable.Read(connection, instance, MaxEventsPerTurn, limit - row.HistoryBytes);
        if (batch.Events.Count == 0)
        {
            return null;
        }

        if (row.HistoryBytes + batch.Bytes > limit)
        {
            return new LoadedTurn(null, Stalls: true);
        }

        List<HistoryEvent> past = row.Turns == 0
            ? []
            : _histories.Find(instance, row.Execution, row.Turns) ?? HistoryTable.Read(connection, instance);
        var started = Events.TurnStarted(_options.TimeProvider.GetUtcNow().ToUnixTicks());
        return new LoadedTurn(new PendingTurn(
            row.AppId, instance, row.Id, row.Execution, row.Turns, past, [started, .. batch.Events], batch.LastSequence), Stalls: false);
    }

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
        if (committed is { IsTerminal: false })
        {
            _histories.Store(turn.Instance, turn.Execution, turn.PastEvents, committed.Events, turn.PastTurns + 1, committed.HistoryBytes);
        }
    }

    private void EndTurn(TaskHub hub, long instance, bool again)
    {
        if (again)
        {
            _gate.MarkReady(instance);
        }

        if (_gate.End(instance))
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
        [LoggerMessage(LogLevel.Information, "Workflow store {Path} is open: {Turns} instances and {Activities} activities to go on with.")]
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
