using Dapr.Workflow;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>What tells one scheduled activity from another, and is the same when it is run again.</summary>
internal static class ActivityIdentity
{
    public static string MessageId(this WorkflowActivityContext context) => $"{context.InstanceId}/{context.ScheduledEventId}";
}
