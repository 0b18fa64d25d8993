namespace Dapr.Workflow.Replay;

/// <summary>Who is being replayed.</summary>
/// <param name="WorkflowName">The name it was scheduled under.</param>
/// <param name="InstanceId">Its instance.</param>
/// <param name="ExecutionId">Its generation; null from a runtime that does not tell.</param>
/// <param name="AppId">The app it runs in, where the runtime tells: needed to call other apps.</param>
internal sealed record ReplayIdentity(string WorkflowName, string InstanceId, string? ExecutionId, string? AppId);

/// <summary>The code's wish to start over.</summary>
/// <param name="ActionId">Its place among the code's calls.</param>
/// <param name="Input">The next generation's input as serialized.</param>
/// <param name="KeepEvents">Whether unclaimed events go along.</param>
internal sealed record ContinuationRequest(int ActionId, string Input, bool KeepEvents);
