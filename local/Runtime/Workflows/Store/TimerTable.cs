using DaprProcessing.Local.Runtime.Storage;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <param name="Id">The timer's event id in its workflow, or one of the engine's own (negative).</param>
/// <param name="DueAt">Unix ticks.</param>
internal readonly record struct TimerRow(long Instance, int Id, long DueAt);

internal static class TimerTable
{
    /// <summary>The scheduled start of an instance.</summary>
    public const int StartId = -1;

    /// <summary>The end of an ended instance's retention.</summary>
    public const int RetentionId = -2;

    public static void Add(SqliteConnection connection, TimerRow timer) => connection.Run(
        "INSERT OR REPLACE INTO timer(instance, id, due_at) VALUES($1, $2, $3)", timer.Instance, timer.Id, timer.DueAt);

    public static List<TimerRow> Due(SqliteConnection connection, long now, int limit)
    {
        var due = new List<TimerRow>();
        using var reader = connection.Statement(
            "SELECT instance, id, due_at FROM timer WHERE due_at <= $1 ORDER BY due_at LIMIT $2", now, limit).ExecuteReader();
        while (reader.Read())
        {
            due.Add(new TimerRow(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2)));
        }

        return due;
    }

    public static long? NextDue(SqliteConnection connection) =>
        connection.Statement("SELECT min(due_at) FROM timer").ExecuteScalar() as long?;

    public static void Delete(SqliteConnection connection, TimerRow timer) =>
        connection.Run("DELETE FROM timer WHERE instance = $1 AND id = $2", timer.Instance, timer.Id);

    public static void Delete(SqliteConnection connection, long instance) =>
        connection.Run("DELETE FROM timer WHERE instance = $1", instance);
}
