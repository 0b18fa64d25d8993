using Dapr.Workflow;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>How long activities are tried: through an outage of a store or broker of about an hour.</summary>
internal static class Retries
{
    public static WorkflowTaskOptions OfActivities { get; } = new(new WorkflowRetryPolicy(
        maxNumberOfAttempts: 70, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(1)));
}
