using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

internal static class Completing
{
    /// <summary>Accepts an activity's result if the activity is still pending.</summary>
    /// <param name="transition">The change it is part of.</param>
    /// <param name="appId">The app that answers; looked at where the activity is not known.</param>
    /// <param name="known">The activity as handed out; null when its worker had been given up on, which does not spoil the
    /// result.</param>
    /// <param name="response">What the worker answered.</param>
    public static bool Complete(Transition transition, string appId, ActivityKey? known, ActivityResponse response)
    {
        var row = known is { } key
            ? InstanceTable.Find(transition.Connection, key.Instance)
            : InstanceTable.Find(transition.Connection, appId, response.InstanceId);
        if (row is null || row.IsTerminal || !IsOfThisExecution(row, known, response)
            || ActivityTable.Find(transition.Connection, new ActivityKey(row.Key, row.Execution, response.TaskId))
                is not { } request)
        {
            return false;
        }

        ActivityTable.Delete(transition.Connection, row.Key, response.TaskId);
        transition.Deliver(row, ToEvent(transition.Now, request, response, transition.Options.MaxPayloadBytes));
        return true;
    }

    private static bool IsOfThisExecution(InstanceRow row, ActivityKey? known, ActivityResponse response) =>
        known is { } key
            ? key.Execution == row.Execution
            : response.CompletionToken.Length == 0
                || response.CompletionToken == ActivityInHand.TokenOf(new ActivityKey(row.Key, row.Execution, response.TaskId));

    /// <summary>The event that tells the workflow.</summary>
    public static HistoryEvent ToEvent(long now, ActivityRequest request, ActivityResponse response, int maxPayloadBytes)
    {
        var failure = response.FailureDetails;
        if (PayloadLimit.IsExceeded(response.Result, maxPayloadBytes))
        {
            failure = Events.Failure(
                PayloadLimit.ErrorType, PayloadLimit.Describe($"result of activity '{request.Name}'", maxPayloadBytes));
        }

        var e = Events.At(now);
        if (failure is null)
        {
            e.TaskCompleted = new TaskCompletedEvent
            {
                TaskScheduledId = request.TaskId, Result = response.Result, TaskExecutionId = request.TaskExecutionId,
            };
        }
        else
        {
            e.TaskFailed = new TaskFailedEvent
            {
                TaskScheduledId = request.TaskId, FailureDetails = failure, TaskExecutionId = request.TaskExecutionId,
            };
        }

        return e;
    }
}
