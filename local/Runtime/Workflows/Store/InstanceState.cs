using DaprProcessing.Local.Runtime.Protos.TaskHub;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

internal static class InstanceState
{
    /// <summary>An instance as clients see it, without its payloads.</summary>
    public static WorkflowState Read(SqliteConnection connection, InstanceRow row)
    {
        var state = new WorkflowState
        {
            InstanceId = row.Id,
            Name = row.Name,
            ExecutionId = row.Execution,
            WorkflowStatus = row.ReportedStatus,
            CreatedTimestamp = UnixTicks.ToTimestamp(row.CreatedAt),
            LastUpdatedTimestamp = UnixTicks.ToTimestamp(row.UpdatedAt),
            ScheduledStartTimestamp = row.ScheduledAt is { } scheduledAt ? UnixTicks.ToTimestamp(scheduledAt) : null,
            StartedAt = row.StartedAt is { } startedAt ? UnixTicks.ToTimestamp(startedAt) : null,
            CompletedTimestamp = row.CompletedAt is { } completedAt ? UnixTicks.ToTimestamp(completedAt) : null,
        };
        if (row.Parent is { } link && InstanceTable.Find(connection, link.Key) is { } parent)
        {
            state.ParentInstanceId = parent.Id;
            state.ParentAppId = parent.AppId;
        }

        return state;
    }

    /// <summary>Input, output, custom status and, as daprd answers, with them alone the failure.</summary>
    public static void AddPayloads(SqliteConnection connection, InstanceRow row, WorkflowState state)
    {
        var data = InstanceData.Read(connection, row.Key);
        state.Input = data.Input;
        state.Output = data.Output;
        state.CustomStatus = data.CustomStatus;
        state.FailureDetails = data.Failure;
    }
}
