namespace Dapr.Workflow.Replay;

/// <summary>The workflow's code does something else than its history says it did: the code changed under a running instance, or is not deterministic.</summary>
internal sealed class NonDeterministicWorkflowException(string workflowName, string instanceId, string mismatch) : Exception(
    $"Workflow '{workflowName}', instance '{instanceId}': {mismatch} The code was changed while the instance was running (use IsPatched or a new workflow name), "
    + "or it depends on something that is not in the history (clock, random numbers, I/O, tasks not made by the context).");
