using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>Committed events, one row per turn. A row is encoded as the history answer is: repeated events in field 1.</summary>
internal static class HistoryTable
{
    /// <returns>The size as stored, in bytes.</returns>
    public static int Append(SqliteConnection connection, long instance, int turn, IReadOnlyCollection<HistoryEvent> events)
    {
        var encoded = new GetInstanceHistoryResponse { Events = { events } }.ToByteArray();
        connection.Run("INSERT INTO history(instance, turn, events) VALUES($1, $2, $3)", instance, turn, encoded);
        return encoded.Length;
    }

    public static List<HistoryEvent> Read(SqliteConnection connection, long instance)
    {
        var history = new GetInstanceHistoryResponse();
        using var reader =
            connection.Statement("SELECT events FROM history WHERE instance = $1 ORDER BY turn", instance).ExecuteReader();
        while (reader.Read())
        {
            history.MergeFrom(reader.GetFieldValue<byte[]>(0));
        }

        return [.. history.Events];
    }

    public static void Delete(SqliteConnection connection, long instance) =>
        connection.Run("DELETE FROM history WHERE instance = $1", instance);
}
