using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>A write in the queue: run on the writer thread, answered after the commit.</summary>
internal abstract class PendingWrite
{
    public Exception? Error { get; protected set; }

    /// <summary>True when the caller gave up while the write still waited; it has been answered.</summary>
    public abstract bool DroppedByCaller();

    /// <summary>Runs the statements; false when they threw (see <see cref="Error"/>).</summary>
    public abstract bool TryRun(SqliteConnection connection);

    public abstract void Committed();

    public abstract void CommitFailed(StorageException failure);
}

internal sealed class PendingWrite<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) : PendingWrite
{
    // Continuations must not run on the writer thread: they would hold up every other commit.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override bool DroppedByCaller() =>
        cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public override bool TryRun(SqliteConnection connection)
    {
        Error = null;
        try
        {
            _result = write(connection);
            return true;
        }
        catch (Exception e)
        {
            Error = e;
            return false;
        }
    }

    public override void Committed()
    {
        if (Error is null)
        {
            _completion.SetResult(_result!);
        }
        else
        {
            _completion.SetException(Error);
        }
    }

    public override void CommitFailed(StorageException failure) => _completion.SetException(failure);
}
