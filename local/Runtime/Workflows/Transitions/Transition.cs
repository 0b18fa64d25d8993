using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>
/// One atomic change of the workflow tables, run on the writer's thread; either all of it is committed or none.
/// </summary>
internal sealed class Transition(SqliteConnection connection, WorkflowEngineOptions options, InboxSequence sequence)
{
    public SqliteConnection Connection { get; } = connection;
    public WorkflowEngineOptions Options { get; } = options;

    /// <summary>Unix ticks; one time for the whole change.</summary>
    public long Now { get; } = options.TimeProvider.GetUtcNow().ToUnixTicks();

    public Effects Effects { get; } = new(sequence.Next());

    /// <summary>Puts an event before the instance's next turn; an ended instance drops it.</summary>
    public void Deliver(InstanceRow row, HistoryEvent newEvent)
    {
        if (!row.IsTerminal)
        {
            InboxTable.Add(Connection, row.Key, sequence.Next(), newEvent);
            Effects.Ready.Add((row.AppId, row.Key));
        }
    }

    public void AddTimer(TimerRow timer)
    {
        TimerTable.Add(Connection, timer);
        Effects.TimerAdded(timer.DueAt);
    }

    /// <summary>Appends one turn to the history; the caller still has to update the row.</summary>
    public void AppendTurn(InstanceRow row, IReadOnlyCollection<HistoryEvent> events)
    {
        row.Turns++;
        row.HistoryBytes += HistoryTable.Append(Connection, row.Key, row.Turns, events);
        row.UpdatedAt = Now;
    }
}

/// <summary>Orders transitions and inbox events over all instances. Only the writer's thread counts.</summary>
internal sealed class InboxSequence(long last)
{
    private long _last = last;

    public long Next() => ++_last;
}
