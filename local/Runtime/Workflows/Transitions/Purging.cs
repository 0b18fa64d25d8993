using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

internal static class Purging
{
    /// <summary>Removes an ended instance (or, forced, any) and on request its descendants; the number removed.</summary>
    public static int Purge(Transition transition, InstanceRow target, bool recursive, bool force)
    {
        var removed = 0;
        var open = new Stack<InstanceRow>([target]);
        while (open.TryPop(out var row))
        {
            if (!row.IsTerminal && !force)
            {
                continue;
            }

            if (recursive)
            {
                InstanceTable.Children(transition.Connection, row.Key).ForEach(open.Push);
            }

            Remove(transition, row);
            removed++;
        }

        return removed;
    }

    public static void Remove(Transition transition, InstanceRow row)
    {
        var connection = transition.Connection;
        InboxTable.Delete(connection, row.Key);
        ActivityTable.Delete(connection, row.Key);
        TimerTable.Delete(connection, row.Key);
        HistoryTable.Delete(connection, row.Key);
        InstanceTable.Delete(connection, row.Key);
        transition.Effects.Forgotten.Add(row.Key);
        transition.Effects.Changed.Add((row.AppId, row.Id));
    }
}
