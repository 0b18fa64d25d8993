using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

internal static class Firing
{
    private const int MaxTimersPerTransition = 500;

    /// <summary>Fires what is due; the time of the next timer, Unix ticks, or null when there is none.</summary>
    public static long? FireDue(Transition transition)
    {
        foreach (var timer in TimerTable.Due(transition.Connection, transition.Now, MaxTimersPerTransition))
        {
            TimerTable.Delete(transition.Connection, timer);
            if (InstanceTable.Find(transition.Connection, timer.Instance) is { } row)
            {
                Fire(transition, row, timer);
            }
        }

        return TimerTable.NextDue(transition.Connection);
    }

    private static void Fire(Transition transition, InstanceRow row, TimerRow timer)
    {
        switch (timer.Id)
        {
            case TimerTable.StartId:
                transition.Effects.Ready.Add((row.AppId, row.Key));
                break;
            case TimerTable.RetentionId:
                Purging.Purge(transition, row, recursive: false, force: false);
                break;
            default:
                transition.Deliver(row, Events.TimerFired(transition.Now, timer));
                CrashPoint.Reached("engine.timer-fired");
                break;
        }
    }
}
