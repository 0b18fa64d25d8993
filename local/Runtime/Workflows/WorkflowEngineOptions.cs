namespace DaprProcessing.Local.Runtime.Workflows;

/// <summary>How a workflow engine keeps and bounds its instances.</summary>
public sealed class WorkflowEngineOptions
{
    /// <summary>The SQLite file; one engine at a time may have it open.</summary>
    public required string DatabasePath { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The largest work item, in bytes. An instance whose history and new events outgrow 95 % of it is stalled
    /// (<c>PAYLOAD_SIZE_EXCEEDED</c>), as on daprd where it follows <c>--max-body-size</c>.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// The largest single input, output, event or custom status, in bytes of UTF-8. A larger one fails the call, activity or
    /// workflow.
    /// </summary>
    public int MaxPayloadBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// Memory for the histories of recently active instances, in bytes as encoded; older ones are read again when needed.
    /// </summary>
    public int HistoryCacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Workflow turns handed to one worker stream and not yet completed.</summary>
    public int MaxTurnsPerWorker { get; init; } = 100;

    /// <summary>Activities handed to one worker stream and not yet completed.</summary>
    public int MaxActivitiesPerWorker { get; init; } = 100;

    /// <summary>
    /// How long an activity's answer waits at most to be stored together with the turn it leads to; then it is stored by itself.
    /// </summary>
    public TimeSpan LongestWaitForTurn { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Asked with the id at each start, by tests: where it says yes, the start is lost as daprd 1.19 loses one whose scheduler is
    /// away. The call fails, the instance is there, PENDING since the year 1, and runs only once it is started again.
    /// </summary>
    public Func<string, bool>? LosesStart { get; init; }

    /// <summary>How long ended instances stay; by default for ever.</summary>
    public WorkflowRetention Retention { get; init; } = new();
}

/// <summary>How long an instance stays after its end before it is purged; null keeps it until someone purges it.</summary>
/// <param name="AnyTerminal">For every end the other three do not name.</param>
public sealed record WorkflowRetention(
    TimeSpan? AnyTerminal = null, TimeSpan? Completed = null, TimeSpan? Failed = null, TimeSpan? Terminated = null);
