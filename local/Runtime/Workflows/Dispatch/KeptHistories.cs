using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Transitions;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>
/// What a worker with stateful history keeps on its stream: after each turn that did not end the instance, the past events it was
/// sent. The next turn then carries only the events since. A worker that has dropped them asks for the whole history, so this may
/// be wrong but not dangerous.
/// </summary>
internal sealed class KeptHistories(bool isSupported)
{
    /// <summary>As many as the published worker keeps; ended instances that nobody told of are dropped with all others.</summary>
    private const int MaxInstances = 100_000;

    private readonly Dictionary<long, (string Execution, int Events)> _kept = [];
    private readonly Lock _lock = new();

    public bool IsSupported => isSupported;

    public static KeptHistories Of(IReadOnlyCollection<WorkerCapability> capabilities) =>
        new(capabilities.Contains(WorkerCapability.StatefulHistory));

    /// <summary>Past events of the turn's instance that the worker has; 0 when all have to be sent.</summary>
    public int EventsOf(PendingTurn turn)
    {
        lock (_lock)
        {
            return _kept.TryGetValue(turn.Instance, out var kept)
                && kept.Execution == turn.Execution && kept.Events <= turn.PastEvents.Count
                ? kept.Events
                : 0;
        }
    }

    public void TurnAnswered(PendingTurn turn, WorkflowResponse response)
    {
        if (!isSupported)
        {
            return;
        }

        lock (_lock)
        {
            if (response.Actions.Any(action => action.CompleteWorkflow is not null))
            {
                _kept.Remove(turn.Instance);
                return;
            }

            if (_kept.Count >= MaxInstances)
            {
                _kept.Clear();
            }

            _kept[turn.Instance] = (turn.Execution, turn.PastEvents.Count);
        }
    }
}
