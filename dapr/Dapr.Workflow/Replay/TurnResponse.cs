using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>The ways a turn can end an instance.</summary>
internal static class TurnResponse
{
    public static Wire.WorkflowResponse Terminated(string instanceId, string? output) =>
        new() { InstanceId = instanceId, Actions = { End(new() { WorkflowStatus = Wire.OrchestrationStatus.Terminated, Result = output }) } };

    public static Wire.WorkflowResponse Failed(string instanceId, Wire.TaskFailureDetails details) =>
        new() { InstanceId = instanceId, Actions = { Failure(details) } };

    public static Wire.WorkflowAction Failure(Wire.TaskFailureDetails details) =>
        End(new() { WorkflowStatus = Wire.OrchestrationStatus.Failed, FailureDetails = details });

    public static Wire.WorkflowAction Completion(string result) =>
        End(new() { WorkflowStatus = Wire.OrchestrationStatus.Completed, Result = result });

    public static Wire.WorkflowAction ContinueAsNew(ContinuationRequest continuation, IEnumerable<Wire.HistoryEvent> carryOver)
    {
        var end = new Wire.CompleteWorkflowAction { WorkflowStatus = Wire.OrchestrationStatus.ContinuedAsNew, Result = continuation.Input };
        end.CarryoverEvents.AddRange(carryOver);
        return End(end, continuation.ActionId);
    }

    private static Wire.WorkflowAction End(Wire.CompleteWorkflowAction end, int id = 0) => new() { Id = id, CompleteWorkflow = end };
}
