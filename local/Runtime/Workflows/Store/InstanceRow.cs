using DaprProcessing.Local.Runtime.Protos.TaskHub;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>One workflow instance without its payloads. Times in Unix ticks.</summary>
internal sealed class InstanceRow
{
    public long Key { get; set; }
    public required string AppId { get; init; }
    public required string Id { get; init; }
    public required string Execution { get; set; }
    public required string Name { get; init; }
    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;
    public bool Suspended { get; set; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; set; }
    public long? ScheduledAt { get; init; }
    public long? StartedAt { get; set; }
    public long? CompletedAt { get; set; }
    public ParentLink? Parent { get; init; }

    /// <summary>Turns committed in this execution; continue-as-new starts again at 0.</summary>
    public int Turns { get; set; }

    public long HistoryBytes { get; set; }

    public bool IsTerminal => Status is OrchestrationStatus.Completed or OrchestrationStatus.Failed
        or OrchestrationStatus.Terminated or OrchestrationStatus.Canceled;

    /// <summary>The status as clients see it.</summary>
    public OrchestrationStatus ReportedStatus => Suspended && !IsTerminal ? OrchestrationStatus.Suspended : Status;
}

/// <summary>Who waits for a child: an instance in one of its executions, at one of its actions.</summary>
internal sealed record ParentLink(long Key, string Execution, int TaskId);
