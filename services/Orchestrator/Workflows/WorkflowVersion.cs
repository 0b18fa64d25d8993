namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Part of the workflows' registered names. The worker does not notice that changed code no longer fits a running history, so it
/// is raised with every change to the order of what a workflow calls or waits for; the reconciler starts the running jobs of an
/// older version again. Their work is not lost: what stages have done lies under the same keys.
/// </summary>
internal static class WorkflowVersion
{
    public const string Current = "6";
}
