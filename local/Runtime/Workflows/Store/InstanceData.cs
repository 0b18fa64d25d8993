using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>The payloads of an instance as clients read them.</summary>
internal sealed record InstanceData(string? Input, string? Output, string? CustomStatus, TaskFailureDetails? Failure)
{
    public static InstanceData Read(SqliteConnection connection, long instance)
    {
        using var reader = connection.Statement(
            "SELECT input, output, custom_status, failure FROM instance_data WHERE instance = $1", instance).ExecuteReader();
        return reader.Read()
            ? new InstanceData(
                Text(reader, 0), Text(reader, 1), Text(reader, 2),
                reader.IsDBNull(3) ? null : TaskFailureDetails.Parser.ParseFrom(reader.GetFieldValue<byte[]>(3)))
            : new InstanceData(null, null, null, null);
    }

    public static void Insert(SqliteConnection connection, long instance, string? input) =>
        connection.Run("INSERT INTO instance_data(instance, input) VALUES($1, $2)", instance, input);

    public static void SetInput(SqliteConnection connection, long instance, string? input) =>
        connection.Run("UPDATE instance_data SET input = $2 WHERE instance = $1", instance, input);

    /// <summary>Writes only a changed value: most turns leave it alone.</summary>
    public static void SetCustomStatus(SqliteConnection connection, long instance, string? customStatus) => connection.Run(
        "UPDATE instance_data SET custom_status = $2 WHERE instance = $1 AND custom_status IS NOT $2", instance, customStatus);

    public static void SetOutcome(SqliteConnection connection, long instance, string? output, TaskFailureDetails? failure) =>
        connection.Run(
            "UPDATE instance_data SET output = $2, failure = $3 WHERE instance = $1", instance, output, failure?.ToByteArray());

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
