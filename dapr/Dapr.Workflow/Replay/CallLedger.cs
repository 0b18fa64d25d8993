using Google.Protobuf.WellKnownTypes;
using Wire = Dapr.DurableTask.Protobuf;
using ActionKind = Dapr.DurableTask.Protobuf.WorkflowAction.WorkflowActionTypeOneofCase;

namespace Dapr.Workflow.Replay;

/// <summary>
/// The code's calls against the history's. The code numbers its calls from zero; the event that records a call carries that number, and so does the
/// event that ends it. Whatever the code asked for and the history does not have is what this turn asks of the engine.
/// </summary>
internal sealed class CallLedger(Func<string, NonDeterministicWorkflowException> mismatch)
{
    private Dictionary<int, DurableCall> _unrecorded = [];
    private Dictionary<int, DurableCall> _open = [];
    private int _nextId;

    /// <summary>Whether anything may still come that lets the code run on.</summary>
    public bool HasOpenCalls => _open.Count > 0;

    /// <summary>Takes a sequence id.</summary>
    public int NextId() => _nextId++;

    /// <summary>Adds a call that nothing ends: an event sent.</summary>
    public void Add(DurableCall call) => _unrecorded.Add(call.Id, call);

    /// <summary>Adds a call with an end to wait for.</summary>
    public void Open(DurableCall call)
    {
        _unrecorded.Add(call.Id, call);
        _open.Add(call.Id, call);
    }

    /// <summary>Whether the code has made the call with this id and the history has not recorded it so far.</summary>
    public bool Expects(int id) => _unrecorded.ContainsKey(id);

    /// <summary>The history records a call.</summary>
    public void Record(int id, ActionKind kind, string? name, Timestamp? fireAt = null, string? taskExecutionId = null)
    {
        if (!_unrecorded.Remove(id, out var call))
            throw mismatch($"the history has {Describe(kind, name)} at position {id}, where the code calls nothing.");
        if (call.IsOptional && !IsSame(call, kind, name, fireAt))
        {
            Drop(call);
            Record(id, kind, name, fireAt, taskExecutionId);
            return;
        }

        if (!IsSame(call, kind, name, fireAt: null))
            throw mismatch($"the history has {Describe(kind, name)} at position {id}, where the code calls {call.Describe()}.");
        // The end of the call will carry what was recorded, which another SDK version may have made up in another way.
        if (!string.IsNullOrEmpty(taskExecutionId))
            call.Action.ScheduleTask.TaskExecutionId = taskExecutionId;
    }

    /// <summary>A turn begins: what the code asked for in the turns before must have been recorded by now.</summary>
    public void CheckAllRecorded()
    {
        if (_unrecorded.Count == 0)
            return;
        foreach (var call in _unrecorded.Values.Where(c => c.IsOptional).OrderByDescending(c => c.Id).ToList())
        {
            _unrecorded.Remove(call.Id);
            Drop(call);
        }

        if (_unrecorded.Count > 0)
        {
            var first = _unrecorded.Values.MinBy(c => c.Id)!;
            throw mismatch($"the code calls {first.Describe()} at position {first.Id}, which the history does not have.");
        }
    }

    /// <summary>Takes the call an event ends; null when the event is a second delivery, or belongs to an earlier generation of the instance.</summary>
    public DurableCall? Close(int id, ActionKind kind, string? taskExecutionId = null)
    {
        if (!_open.TryGetValue(id, out var call))
        {
            call = string.IsNullOrEmpty(taskExecutionId)
                ? null
                : _open.Values.FirstOrDefault(c => c.Kind == ActionKind.ScheduleTask && c.Action.ScheduleTask.TaskExecutionId == taskExecutionId);
            if (call is null)
                return null;
        }

        if (call.Kind != kind)
            throw mismatch($"the history ends {Describe(kind, null)} at position {id}, where the code calls {call.Describe()}.");
        if (kind == ActionKind.ScheduleTask && !string.IsNullOrEmpty(taskExecutionId) && call.Action.ScheduleTask.TaskExecutionId != taskExecutionId)
            return null;
        _open.Remove(call.Id);
        return call;
    }

    /// <summary>What the history does not have, in the order of the code's calls.</summary>
    public IEnumerable<Wire.WorkflowAction> UnrecordedActions() =>
        _unrecorded.Count == 0 ? [] : _unrecorded.Values.OrderBy(c => c.Id).Select(c => c.Action);

    private static bool IsSame(DurableCall call, ActionKind kind, string? name, Timestamp? fireAt) => call.Kind == kind && kind switch
    {
        ActionKind.ScheduleTask => string.Equals(call.Action.ScheduleTask.Name, name, StringComparison.OrdinalIgnoreCase),
        ActionKind.CreateChildWorkflow => string.Equals(call.Action.CreateChildWorkflow.Name, name, StringComparison.OrdinalIgnoreCase),
        ActionKind.SendEvent => string.Equals(call.Action.SendEvent.Name, name, StringComparison.OrdinalIgnoreCase),
        ActionKind.CreateTimer => fireAt is null || fireAt.Equals(call.Action.CreateTimer.FireAt),
        _ => true,
    };

    private static string Describe(ActionKind kind, string? name)
    {
        var what = kind switch
        {
            ActionKind.ScheduleTask => "activity",
            ActionKind.CreateChildWorkflow => "child workflow",
            ActionKind.CreateTimer => "timer",
            ActionKind.SendEvent => "sent event",
            _ => kind.ToString(),
        };
        return name is null ? $"a {what}" : $"{what} '{name}'";
    }

    private void Drop(DurableCall dropped)
    {
        _open.Remove(dropped.Id);
        _unrecorded = ShiftAbove(_unrecorded, dropped.Id);
        _open = _open.Values.ToDictionary(c => c.Id);
        _nextId--;
    }

    // The ids are kept in the calls themselves, which both tables share: shifted once, then re-keyed.
    private static Dictionary<int, DurableCall> ShiftAbove(Dictionary<int, DurableCall> calls, int id)
    {
        foreach (var call in calls.Values.Where(c => c.Id > id))
            call.ShiftDown();
        return calls.Values.ToDictionary(c => c.Id);
    }
}
