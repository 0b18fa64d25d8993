using Dapr.Workflow.Abstractions;

namespace Dapr.Workflow;

/// <summary>What an activity knows about the call it serves.</summary>
public abstract class WorkflowActivityContext
{
    /// <summary>The activity's registered name.</summary>
    public abstract TaskIdentifier Identifier { get; }

    /// <summary>The same for every run of this call, different for every call: a key to make the effect idempotent by.</summary>
    public abstract string TaskExecutionKey { get; }

    /// <summary>The calling workflow's instance id.</summary>
    public abstract string InstanceId { get; }
}
