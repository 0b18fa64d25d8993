using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>Opens connections with the settings durability and speed depend on.</summary>
internal static class SqliteFile
{
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(10);

    private const long Incremental = 2;

    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    /// <param name="busyTimeout">How long to wait for another process that holds the write lock.</param>
    public static SqliteConnection OpenWriter(string path, TimeSpan busyTimeout)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate, busyTimeout);
        LetShrink(connection, busyTimeout);

        // FULL flushes the log at every commit: what was answered survives a power cut, not only the end of the process.
        connection.Run("PRAGMA journal_mode=WAL");
        connection.Run("PRAGMA synchronous=FULL");
        connection.Run("PRAGMA journal_size_limit=67108864");

        // What is deleted is overwritten: a password must not be found in the file's free pages.
        connection.Run("PRAGMA secure_delete=ON");
        return connection;
    }

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, DefaultBusyTimeout);

    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> migrations)
    {
        connection.Run("BEGIN IMMEDIATE");
        var version = (int)connection.Statement("PRAGMA user_version").ScalarLong();
        if (version > migrations.Count)
        {
            throw new StorageException(
                $"{connection.DataSource} has schema version {version}; this program knows only up to {migrations.Count}.");
        }

        foreach (var script in migrations.Skip(version))
        {
            using var command = connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }

        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"PRAGMA user_version={migrations.Count}";
            command.ExecuteNonQuery();
        }

        connection.Run("COMMIT");
    }

    // The setting is one of a new file; one that is there has to be written anew, once. Where another process has it open, or
    // the disk has no room for two of it, it stays as it is until the next start.
    private static void LetShrink(SqliteConnection connection, TimeSpan busyTimeout)
    {
        if (connection.Statement("PRAGMA auto_vacuum").ScalarLong() == Incremental)
        {
            return;
        }

        connection.Run("PRAGMA auto_vacuum=INCREMENTAL");
        if (connection.Statement("PRAGMA page_count").ScalarLong() == 0)
        {
            return;
        }

        try
        {
            connection.Run("PRAGMA busy_timeout=0");
            connection.Run("VACUUM");
        }
        catch (SqliteException)
        {
            // It works as it is.
            return;
        }
        finally
        {
            connection.Run($"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}");
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        // The pool of the provider would keep files open after Dispose.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = (int)Math.Ceiling(busyTimeout.TotalSeconds),
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            // SQLite itself asks again within milliseconds; the provider, left to it, sleeps 150 ms each time.
            connection.Run($"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StorageException($"{path}: {e.Message}", e);
        }
    }
}
