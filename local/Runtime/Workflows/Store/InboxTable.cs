using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>Events that wait for an instance's next turn, in the order they came.</summary>
internal static class InboxTable
{
    public static long LastSequence(SqliteConnection connection) =>
        connection.Statement("SELECT max(seq) FROM inbox").ScalarLong();

    public static void Add(SqliteConnection connection, long instance, long sequence, HistoryEvent newEvent) => connection.Run(
        "INSERT INTO inbox(instance, seq, outside, event) VALUES($1, $2, $3, $4)",
        instance, sequence, IsFromOutside(newEvent), newEvent.ToByteArray());

    /// <summary>
    /// The oldest events that fit: at most <paramref name="maxEvents"/>, and no more bytes than given once there is one.
    /// </summary>
    public static InboxBatch Read(SqliteConnection connection, long instance, int maxEvents, long maxBytes)
    {
        var events = new List<HistoryEvent>();
        var (last, bytes) = (0L, 0L);
        using var reader = connection.Statement(
            "SELECT seq, event FROM inbox WHERE instance = $1 ORDER BY seq LIMIT $2", instance, maxEvents).ExecuteReader();
        while (reader.Read())
        {
            var encoded = reader.GetFieldValue<byte[]>(1);
            if (events.Count > 0 && bytes + encoded.Length > maxBytes)
            {
                break;
            }

            events.Add(HistoryEvent.Parser.ParseFrom(encoded));
            last = reader.GetInt64(0);
            bytes += encoded.Length;
        }

        return new InboxBatch(events, last, bytes);
    }

    /// <summary>
    /// Events that came from clients and other workflows; what a past execution had asked for is not among them.
    /// </summary>
    public static List<HistoryEvent> FromOutside(SqliteConnection connection, long instance)
    {
        var events = new List<HistoryEvent>();
        using var reader = connection.Statement(
            "SELECT event FROM inbox WHERE instance = $1 AND outside = 1 ORDER BY seq", instance).ExecuteReader();
        while (reader.Read())
        {
            events.Add(HistoryEvent.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)));
        }

        return events;
    }

    public static bool Any(SqliteConnection connection, long instance) =>
        connection.Statement("SELECT EXISTS(SELECT 1 FROM inbox WHERE instance = $1)", instance).ScalarLong() != 0;

    public static void DeleteThrough(SqliteConnection connection, long instance, long sequence) =>
        connection.Run("DELETE FROM inbox WHERE instance = $1 AND seq <= $2", instance, sequence);

    public static void Delete(SqliteConnection connection, long instance) =>
        connection.Run("DELETE FROM inbox WHERE instance = $1", instance);

    /// <summary>Instances with waiting events, for the start after a crash.</summary>
    public static List<(string AppId, long Instance)> Waiting(SqliteConnection connection)
    {
        var found = new List<(string, long)>();
        using var reader = connection.Statement(
            "SELECT DISTINCT i.app, i.key FROM inbox JOIN instance i ON i.key = inbox.instance WHERE i.status <> 8")
            .ExecuteReader();
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return found;
    }

    private static bool IsFromOutside(HistoryEvent e) => e.EventTypeCase is HistoryEvent.EventTypeOneofCase.EventRaised
        or HistoryEvent.EventTypeOneofCase.ExecutionSuspended or HistoryEvent.EventTypeOneofCase.ExecutionResumed;
}

/// <param name="LastSequence">The last one's sequence number; 0 when there are none.</param>
/// <param name="Bytes">Their size as stored.</param>
internal sealed record InboxBatch(List<HistoryEvent> Events, long LastSequence, long Bytes);
