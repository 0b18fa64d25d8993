using Dapr.DurableTask.Protobuf;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

/// <summary>What a turn's answer says, in the words of the tests.</summary>
internal static class Answers
{
    public static CompleteWorkflowAction End(this WorkflowResponse response) =>
        Assert.Single(response.Actions, a => a.CompleteWorkflow is not null).CompleteWorkflow;

    public static string Result(this WorkflowResponse response)
    {
        var end = response.End();
        Assert.True(end.WorkflowStatus == OrchestrationStatus.Completed, $"Ended {end.WorkflowStatus}: {end.FailureDetails?.ErrorMessage}");
        return end.Result;
    }

    public static TaskFailureDetails Failure(this WorkflowResponse response)
    {
        var end = response.End();
        Assert.Equal(OrchestrationStatus.Failed, end.WorkflowStatus);
        return end.FailureDetails;
    }

    public static void IsStillRunning(this WorkflowResponse response) => Assert.DoesNotContain(response.Actions, a => a.CompleteWorkflow is not null);

    /// <summary>The actions as "id:kind name", in order.</summary>
    public static IEnumerable<string> Asked(this WorkflowResponse response) => response.Actions.Select(a => a.WorkflowActionTypeCase switch
    {
        WorkflowAction.WorkflowActionTypeOneofCase.ScheduleTask => $"{a.Id}:activity {a.ScheduleTask.Name}",
        WorkflowAction.WorkflowActionTypeOneofCase.CreateChildWorkflow => $"{a.Id}:child {a.CreateChildWorkflow.Name}",
        WorkflowAction.WorkflowActionTypeOneofCase.CreateTimer => $"{a.Id}:timer",
        WorkflowAction.WorkflowActionTypeOneofCase.SendEvent => $"{a.Id}:send {a.SendEvent.Name}",
        _ => $"{a.Id}:{a.CompleteWorkflow.WorkflowStatus}",
    });
}
