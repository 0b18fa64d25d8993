using Dapr.Workflow;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Sends work and waits for it to be done. A message may be lost with its broker: what is not heard of is sent again, after ever
/// longer waits, until the job's deadline.
/// </summary>
internal static class DispatchRounds
{
    /// <param name="done">Ends the waiting; unfinished where the deadline came first.</param>
    /// <param name="dispatch">Sends what is not done yet, for the nth time; false where the job has ended meanwhile.</param>
    /// <returns>False where the job has ended: there is nothing to wait for.</returns>
    public static async Task<bool> RunAsync(WorkflowContext context, PhasePlan plan, Task done, Func<int, Task<bool>> dispatch)
    {
        var wait = plan.RedispatchAfter;
        for (var round = 1; !done.IsCompleted && context.CurrentUtcDateTime < plan.Deadline; round++, wait *= 2)
        {
            if (!await dispatch(round))
            {
                return false;
            }

            using var heard = new CancellationTokenSource();
            var timer = context.CreateTimer(Earlier(context.CurrentUtcDateTime + wait, plan.Deadline), heard.Token);
            await Task.WhenAny(done, timer);
            // Not CancelAsync: that goes on another thread, and a workflow may only wait for what its history knows.
            heard.Cancel();
        }

        return true;
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
