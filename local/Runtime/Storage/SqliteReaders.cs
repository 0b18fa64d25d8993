using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>A few read-only connections, opened when first needed; callers wait when all are busy.</summary>
internal sealed class SqliteReaders(string path, int limit) : IDisposable
{
    private readonly SemaphoreSlim _free = new(limit);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteConnection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : SqliteFile.OpenReader(path);
            connection.Run("BEGIN");
            try
            {
                return read(connection);
            }
            finally
            {
                connection.Run("COMMIT");
            }
        }
        finally
        {
            if (connection is not null)
            {
                _idle.Add(connection);
            }

            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
        {
            connection.DisposeStatements();
            connection.Dispose();
        }

        _free.Dispose();
    }
}
