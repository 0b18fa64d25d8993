using System.Text;
using DaprProcessing.Local.Runtime.Protos.TaskHub;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>The bound on one payload.</summary>
internal static class PayloadLimit
{
    public const string ErrorType = "PayloadSizeExceeded";

    public static bool IsExceeded(string? payload, int maxBytes) =>
        payload is not null && payload.Length > maxBytes / 3 && Encoding.UTF8.GetByteCount(payload) > maxBytes;

    /// <summary>Says what in the answer of a turn is too big, or null.</summary>
    public static string? FindExceeded(WorkflowResponse response, int maxBytes)
    {
        if (IsExceeded(response.CustomStatus, maxBytes))
        {
            return Describe("custom status", maxBytes);
        }

        foreach (var action in response.Actions)
        {
            var (payload, what) = PayloadOf(action);
            if (IsExceeded(payload, maxBytes))
            {
                return Describe(what, maxBytes);
            }
        }

        return null;
    }

    public static string Describe(string what, int maxBytes) =>
        $"The {what} is larger than {maxBytes} bytes; pass a reference to the data instead.";

    private static (string? Payload, string What) PayloadOf(WorkflowAction action) => action.WorkflowActionTypeCase switch
    {
        WorkflowAction.WorkflowActionTypeOneofCase.ScheduleTask =>
            (action.ScheduleTask.Input, $"input of activity '{action.ScheduleTask.Name}'"),
        WorkflowAction.WorkflowActionTypeOneofCase.CreateChildWorkflow =>
            (action.CreateChildWorkflow.Input, $"input of child workflow '{action.CreateChildWorkflow.Name}'"),
        WorkflowAction.WorkflowActionTypeOneofCase.CreateDetachedWorkflow =>
            (action.CreateDetachedWorkflow.Input, $"input of workflow '{action.CreateDetachedWorkflow.Name}'"),
        WorkflowAction.WorkflowActionTypeOneofCase.SendEvent =>
            (action.SendEvent.Data, $"payload of event '{action.SendEvent.Name}'"),
        WorkflowAction.WorkflowActionTypeOneofCase.CompleteWorkflow => (action.CompleteWorkflow.Result, "workflow output"),
        _ => (null, ""),
    };
}
