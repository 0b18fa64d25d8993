using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <param name="ScheduledAt">Unix ticks before which the first turn may not run; null starts at once.</param>
/// <param name="Parent">Who waits for the result.</param>
/// <param name="ParentInfo">The same as the worker sees it.</param>
/// <param name="IsLost">The instance is made and nothing sets it going.</param>
internal sealed record StartRequest(
    string AppId, string Id, string Name, string? Input, long? ScheduledAt = null,
    ParentLink? Parent = null, ParentInstanceInfo? ParentInfo = null, TraceContext? Trace = null,
    bool IsLost = false);

internal static class Starting
{
    // The year 1, in Unix ticks: when daprd says that an instance was made whose start it lost.
    private const long LostAt = -621355968000000000;

    /// <summary>
    /// Creates an instance, replacing an ended one of the same id; null while that one or a descendant of it still runs.
    /// </summary>
    public static InstanceRow? TryStart(Transition transition, StartRequest request)
    {
        var row = TryCreateRow(transition, request);
        if (row is null or { CreatedAt: LostAt })
        {
            return row;
        }

        var started = Events.At(transition.Now);
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = request.Name,
            Input = request.Input,
            WorkflowInstance = new WorkflowInstance { InstanceId = request.Id, ExecutionId = row.Execution },
            ParentInstance = request.ParentInfo,
            ParentTraceContext = request.Trace,
            ScheduledStartTimestamp = request.ScheduledAt is { } at ? UnixTicks.ToTimestamp(at) : null,
        };
        transition.Deliver(row, started);
        if (request.ScheduledAt is { } scheduledAt && scheduledAt > transition.Now)
        {
            transition.AddTimer(new TimerRow(row.Key, TimerTable.StartId, scheduledAt));
        }

        return row;
    }

    /// <summary>The row and its input only; what the first turn begins with is up to the caller.</summary>
    public static InstanceRow? TryCreateRow(Transition transition, StartRequest request)
    {
        if (InstanceTable.Find(transition.Connection, request.AppId, request.Id) is { } existing)
        {
            if (existing.CreatedAt != LostAt && (!existing.IsTerminal || HasLiveDescendant(transition, existing)))
            {
                return null;
            }

            Purging.Remove(transition, existing);
        }

        var row = new InstanceRow
        {
            AppId = request.AppId,
            Id = request.Id,
            Execution = NewExecutionId(),
            Name = request.Name,
            CreatedAt = request.IsLost ? LostAt : transition.Now,
            UpdatedAt = transition.Now,
            ScheduledAt = request.ScheduledAt,
            Parent = request.Parent,
        };
        InstanceTable.Insert(transition.Connection, row);
        InstanceData.Insert(transition.Connection, row.Key, request.Input);
        return row;
    }

    public static string NewExecutionId() => Guid.NewGuid().ToString();

    private static bool HasLiveDescendant(Transition transition, InstanceRow row)
    {
        var open = new Stack<long>([row.Key]);
        while (open.TryPop(out var key))
        {
            foreach (var child in InstanceTable.Children(transition.Connection, key))
            {
                if (!child.IsTerminal)
                {
                    return true;
                }

                open.Push(child.Key);
            }
        }

        return false;
    }
}
