using Microsoft.Data.Sqlite;

namespace Dapr.LocalRuntime.Storage;

/// <summary>Opens connections with the settings durability and speed depend on.</summary>
internal static class SqliteFile
{
    private const int BusyTimeoutSeconds = 10;

    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);

        // FULL flushes the log at every commit: what was answered survives a power cut, not only the end of the process.
        connection.Run("PRAGMA journal_mode=WAL");
        connection.Run("PRAGMA synchronous=FULL");
        connection.Run("PRAGMA journal_size_limit=67108864");
        return connection;
    }

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

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

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // The pool of the provider would keep files open after Dispose.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusyTimeoutSeconds,
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StorageException($"{path}: {e.Message}", e);
        }
    }
}
