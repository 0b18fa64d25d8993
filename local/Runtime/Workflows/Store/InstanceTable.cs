using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

internal static class InstanceTable
{
    private const string Columns =
        """
        SELECT key, app, id, execution, name, status, suspended, created_at, updated_at, scheduled_at, started_at, completed_at,
            parent_key, parent_execution, parent_task, turns, history_bytes FROM instance
        """;

    public static InstanceRow? Find(SqliteConnection connection, string appId, string id) =>
        One(connection.Statement(Columns + " WHERE app = $1 AND id = $2", appId, id));

    public static InstanceRow? Find(SqliteConnection connection, long key) =>
        One(connection.Statement(Columns + " WHERE key = $1", key));

    public static List<InstanceRow> Children(SqliteConnection connection, long parentKey) =>
        Many(connection.Statement(Columns + " WHERE parent_key = $1", parentKey));

    /// <summary>The app's instances after a key, oldest first.</summary>
    public static List<InstanceRow> Page(SqliteConnection connection, string appId, long afterKey, int limit) =>
        Many(connection.Statement(Columns + " WHERE app = $1 AND key > $2 ORDER BY key LIMIT $3", appId, afterKey, limit));

    public static List<InstanceRow> Stalled(SqliteConnection connection, string appId) =>
        Many(connection.Statement(Columns + " WHERE app = $1 AND status = 8", appId));

    public static void Insert(SqliteConnection connection, InstanceRow row)
    {
        connection.Run(
            """
            INSERT INTO instance(app, id, execution, name, status, suspended, created_at, updated_at, scheduled_at,
                parent_key, parent_execution, parent_task, turns, history_bytes)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0)
            """,
            row.AppId, row.Id, row.Execution, row.Name, (int)row.Status, row.Suspended, row.CreatedAt, row.UpdatedAt,
            row.ScheduledAt,
            row.Parent?.Key, row.Parent?.Execution, row.Parent?.TaskId);
        row.Key = SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    public static void Update(SqliteConnection connection, InstanceRow row) => connection.Run(
        """
        UPDATE instance SET execution = $2, status = $3, suspended = $4, updated_at = $5, started_at = $6, completed_at = $7,
            turns = $8, history_bytes = $9 WHERE key = $1
        """,
        row.Key, row.Execution, (int)row.Status, row.Suspended, row.UpdatedAt, row.StartedAt, row.CompletedAt, row.Turns,
        row.HistoryBytes);

    public static void Delete(SqliteConnection connection, long key)
    {
        connection.Run("DELETE FROM instance WHERE key = $1", key);
        connection.Run("DELETE FROM instance_data WHERE instance = $1", key);
    }

    private static InstanceRow? One(SqliteCommand statement)
    {
        using var reader = statement.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    private static List<InstanceRow> Many(SqliteCommand statement)
    {
        var rows = new List<InstanceRow>();
        using var reader = statement.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    private static InstanceRow Read(SqliteDataReader reader) => new()
    {
        Key = reader.GetInt64(0),
        AppId = reader.GetString(1),
        Id = reader.GetString(2),
        Execution = reader.GetString(3),
        Name = reader.GetString(4),
        Status = (OrchestrationStatus)reader.GetInt32(5),
        Suspended = reader.GetBoolean(6),
        CreatedAt = reader.GetInt64(7),
        UpdatedAt = reader.GetInt64(8),
        ScheduledAt = Optional(reader, 9),
        StartedAt = Optional(reader, 10),
        CompletedAt = Optional(reader, 11),
        Parent = reader.IsDBNull(12) ? null : new ParentLink(reader.GetInt64(12), reader.GetString(13), reader.GetInt32(14)),
        Turns = reader.GetInt32(15),
        HistoryBytes = reader.GetInt64(16),
    };

    private static long? Optional(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
