using System.Collections.Concurrent;
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
