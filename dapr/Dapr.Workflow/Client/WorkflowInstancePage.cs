namespace Dapr.Workflow.Client;

/// <summary>Some of the app's instance ids.</summary>
/// <param name="InstanceIds">The ids of this page.</param>
/// <param name="ContinuationToken">Asks for the next page; null: this is the last.</param>
public sealed record WorkflowInstancePage(IReadOnlyList<string> InstanceIds, string? ContinuationToken);
