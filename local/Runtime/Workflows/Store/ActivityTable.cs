using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>Names one scheduled activity: task ids start again with every execution.</summary>
internal readonly record struct ActivityKey(long Instance, string Execution, int TaskId);

/// <param name="Request">What the worker is sent; null where it is to be read when a worker takes it.</param>
internal readonly record struct QueuedActivity(ActivityKey Key, ActivityRequest? Request);

/// <summary>Activities that have not completed; a row's deletion is what accepts a result, so each is accepted once.</summary>
internal static class ActivityTable
{
    public static void Add(SqliteConnection connection, long instance, string appId, ActivityRequest request) => connection.Run(
        "INSERT OR REPLACE INTO activity(instance, task, app, request) VALUES($1, $2, $3, $4)",
        instance, request.TaskId, appId, request.ToByteArray());

    public static ActivityRequest? Find(SqliteConnection connection, ActivityKey key)
    {
        using var reader = connection.Statement(
            "SELECT request FROM activity WHERE instance = $1 AND task = $2", key.Instance, key.TaskId).ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var request = ActivityRequest.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0));
        return request.WorkflowInstance.ExecutionId == key.Execution ? request : null;
    }

    public static bool Delete(SqliteConnection connection, long instance, int taskId) =>
        connection.Run("DELETE FROM activity WHERE instance = $1 AND task = $2", instance, taskId) != 0;

    public static void Delete(SqliteConnection connection, long instance) =>
        connection.Run("DELETE FROM activity WHERE instance = $1", instance);

    /// <summary>Every pending activity with the app that runs it, for the start after a crash.</summary>
    public static List<(string AppId, QueuedActivity Activity)> Pending(SqliteConnection connection)
    {
        var found = new List<(string, QueuedActivity)>();
        using var reader = connection.Statement(
            "SELECT a.app, a.instance, i.execution, a.task FROM activity a JOIN instance i ON i.key = a.instance")
            .ExecuteReader();
        while (reader.Read())
        {
            var key = new ActivityKey(reader.GetInt64(1), reader.GetString(2), reader.GetInt32(3));
            found.Add((reader.GetString(0), new QueuedActivity(key, Request: null)));
        }

        return found;
    }
}
