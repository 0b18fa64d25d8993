using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>
/// One SQLite file with one writer. Writes queue up and everything that waits is committed in one transaction, so that
/// many callers share one disk flush; a write has returned only when it is on disk (WAL, synchronous=FULL), and a kill -9
/// loses nothing that returned. Reads run beside the writer on connections of their own. Several processes may share a file:
/// nothing of it is kept in memory, and a commit holds the file's write lock from its first statement on.
/// </summary>
public sealed class SqliteGroupCommit : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 256;
    private const int MaxQueuedWrites = 8192;
    private const int MaxReaders = 4;

    /// <summary>What was deleted stands in the log until it is written over or cut off: within a minute, under
    /// load as well.</summary>
    private static readonly TimeSpan UsualEraseAfter = TimeSpan.FromSeconds(20);

    /// <summary>Free pages that the next job's records are likely to need: 4 MB.</summary>
    private const int KeptPages = 1024;

    /// <summary>Some tens of milliseconds of the writer's.</summary>
    private const int PagesAtOnce = 4096;

    /// <summary>Of another process that reads: the next time will do.</summary>
    private const int LongestEraseWaitMs = 100;

    private readonly SqliteConnection _writer;
    private readonly TimeSpan _busyTimeout;
    private readonly TimeSpan _eraseAfter;
    private readonly SqliteReaders _readers;
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(MaxQueuedWrites) { SingleReader = true });
    private readonly Thread _thread;
    private long? _writtenAt;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SqliteGroupCommit(string path, SqliteConnection writer, TimeSpan busyTimeout, TimeSpan eraseAfter)
    {
        Path = path;
        (_busyTimeout, _eraseAfter) = (busyTimeout, eraseAfter);
        _writer = writer;
        _readers = new SqliteReaders(path, MaxReaders);
        _thread = new Thread(WriteLoop) { IsBackground = true, Name = "sqlite-writer " + System.IO.Path.GetFileName(path) };
    }

    /// <summary>The database file; <c>-wal</c> and <c>-shm</c> files live beside it.</summary>
    public string Path { get; }

    /// <summary>Commits made since the file was opened: fewer than the writes when callers shared one.</summary>
    public long Commits { get; private set; }

    /// <summary>Opens or creates the file and brings its schema up to date.</summary>
    /// <param name="path">The database file; its folder is created.</param>
    /// <param name="migrations">Scripts applied in order, each once (counted in <c>user_version</c>); only ever append to the
    /// list.</param>
    /// <param name="busyTimeout">How long a commit waits for another process; 10 s where null.</param>
    public static Task<SqliteGroupCommit> OpenAsync(
        string path, IReadOnlyList<string> migrations, TimeSpan? busyTimeout = null,
            CancellationToken cancellationToken = default) =>
        OpenAsync(path, migrations, busyTimeout ?? SqliteFile.DefaultBusyTimeout, UsualEraseAfter, cancellationToken);

    /// <param name="eraseAfter">So long after a write its log is cut off.</param>
    internal static Task<SqliteGroupCommit> OpenAsync(
        string path, IReadOnlyList<string> migrations, TimeSpan busyTimeout, TimeSpan eraseAfter,
            CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var fullPath = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(fullPath)!);
        var connection = SqliteFile.OpenWriter(fullPath, busyTimeout);
        try
        {
            SqliteFile.Migrate(connection, migrations);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        var database = new SqliteGroupCommit(fullPath, connection, busyTimeout, eraseAfter);
        database._thread.Start();
        return Task.FromResult(database);
    }

    /// <summary>
    /// Runs <paramref name="write"/> on the writer thread and returns its result once it is durable. What it throws undoes
    /// only its own statements and comes back to this caller; the others of the same commit are not affected, but may be run a
    /// second time, after all that was written is undone: a write changes nothing but the file.
    /// </summary>
    /// <exception cref="StorageException">The commit itself failed (disk full, I/O error, locked by another process).</exception>
    /// <remarks>Cancelling takes effect only while the write still waits: once it runs, its outcome is reported.</remarks>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingWrite<T>(write, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteGroupCommit));
        }

        return await pending.Completion.ConfigureAwait(false);
    }

    /// <summary>Runs <paramref name="read"/> on a read-only connection; all its statements see one committed snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken = default) =>
        _readers.ReadAsync(read, cancellationToken);

    /// <summary>Commits what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _stopped.Task.ConfigureAwait(false);
            _readers.Dispose();
            _writer.DisposeStatements();
            _writer.Dispose();
        }
    }

    private void WriteLoop()
    {
        var batch = new List<PendingWrite>(MaxWritesPerCommit);
        while (IsMoreToWrite())
        {
            while (batch.Count < MaxWritesPerCommit && _queue.Reader.TryRead(out var write))
            {
                if (!write.DroppedByCaller())
                {
                    batch.Add(write);
                }
            }

            if (batch.Count > 0)
            {
                Commit(batch);
                batch.Clear();
                _writtenAt ??= Environment.TickCount64;
                if (UntilErased() <= TimeSpan.Zero)
                {
                    Erase();
                }
            }
        }

        _stopped.SetResult();
    }

    private bool IsMoreToWrite()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (_writtenAt is not null && !more.Wait(UntilErased()))
        {
            Erase();
        }

        return more.GetAwaiter().GetResult();
    }

    private TimeSpan UntilErased()
    {
        var passed = TimeSpan.FromMilliseconds(Environment.TickCount64 - (_writtenAt ?? 0));
        return passed < _eraseAfter ? _eraseAfter - passed : TimeSpan.Zero;
    }

    /// <summary>
    /// The log into the file, whose free pages are overwritten and, where they are many, given back; then it is cut to nothing.
    /// </summary>
    private void Erase()
    {
        _ = raw.sqlite3_busy_timeout(_writer.Handle, LongestEraseWaitMs);
        var isMoreToGive = GiveBack();
        var code = raw.sqlite3_wal_checkpoint_v2(_writer.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        _ = raw.sqlite3_busy_timeout(_writer.Handle, (int)_busyTimeout.TotalMilliseconds);
        _writtenAt = code == raw.SQLITE_OK && !isMoreToGive ? null : Environment.TickCount64;
    }

    /// <returns>Whether more is free than may be given back at one time, for which writers wait.</returns>
    private bool GiveBack()
    {
        try
        {
            var free = FreePages();
            if (free <= KeptPages)
            {
                return false;
            }

            _writer.Run($"PRAGMA incremental_vacuum({PagesAtOnce})");
            var left = FreePages();
            // A file that was made before it could shrink stays as it is.
            return left > KeptPages && left < free;
        }
        catch (SqliteException)
        {
            // Another process writes: the next time will do.
            return false;
        }
    }

    private long FreePages() => _writer.Statement("PRAGMA freelist_count").ScalarLong();

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            if (!TryCommitTogether(batch))
            {
                CommitOneByOne(batch);
            }

            Commits++;
        }
        catch (Exception e) when (e is SqliteException or StorageException)
        {
            RollBack();
            var failure = e as StorageException ?? new StorageException($"{Path}: {e.Message}", e);
            batch.ForEach(write => write.CommitFailed(failure));
            return;
        }

        batch.ForEach(write => write.Committed());
    }

    // Writes seldom fail: a savepoint for each would cost all of them two statements.
    private bool TryCommitTogether(List<PendingWrite> batch)
    {
        Begin();
        if (batch.TrueForAll(write => write.TryRun(_writer)))
        {
            _writer.Run("COMMIT");
            return true;
        }

        RollBack();
        return false;
    }

    private void CommitOneByOne(List<PendingWrite> batch)
    {
        Begin();
        batch.ForEach(RunInSavepoint);
        _writer.Run("COMMIT");
    }

    // IMMEDIATE takes the write lock now: another process that holds it is waited for here, not in the middle of a batch.
    private void Begin() => _writer.Run("BEGIN IMMEDIATE");

    private void RunInSavepoint(PendingWrite write)
    {
        _writer.Run("SAVEPOINT one_write");
        if (!write.TryRun(_writer))
        {
            // A full disk or an I/O error makes SQLite roll the whole transaction back by itself.
            if (raw.sqlite3_get_autocommit(_writer.Handle) != 0)
            {
                throw new StorageException($"{Path}: the transaction was rolled back: {write.Error!.Message}", write.Error);
            }

            _writer.Run("ROLLBACK TO one_write");
        }

        _writer.Run("RELEASE one_write");
    }

    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_writer.Handle) == 0)
        {
            _writer.Run("ROLLBACK");
        }
    }
}
