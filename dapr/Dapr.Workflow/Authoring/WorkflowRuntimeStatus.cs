namespace Dapr.Workflow;

/// <summary>Where an instance stands; the numbers are those on the wire.</summary>
public enum WorkflowRuntimeStatus
{
    /// <summary>No such instance, or a status of a later protocol.</summary>
    Unknown = -1,

    /// <summary>Started and not yet ended.</summary>
    Running = 0,

    /// <summary>Ended with a result.</summary>
    Completed = 1,

    /// <summary>Between two generations.</summary>
    ContinuedAsNew = 2,

    /// <summary>Ended with an exception.</summary>
    Failed = 3,

    /// <summary>Ended by cancellation.</summary>
    Canceled = 4,

    /// <summary>Ended by a client's order.</summary>
    Terminated = 5,

    /// <summary>Scheduled, not yet started.</summary>
    Pending = 6,

    /// <summary>Held until a client resumes it.</summary>
    Suspended = 7,

    /// <summary>Held by the runtime: its history is too large, or no worker has its version.</summary>
    Stalled = 8,
}
