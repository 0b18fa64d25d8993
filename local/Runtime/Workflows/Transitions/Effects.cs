using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>
/// What has to happen in memory once a transition is committed. Losing it in a crash is harmless: the start reads it off the
/// tables.
/// </summary>
/// <param name="number">The number of its transition: later ones have larger numbers, in whatever order they are followed
/// up.</param>
internal sealed class Effects(long number)
{
    public long Number => number;

    /// <summary>Instances with new events in their stored inbox.</summary>
    public List<(string AppId, long Instance)> Ready { get; } = [];

    public List<(string AppId, QueuedActivity Activity)> Activities { get; } = [];

    /// <summary>Instances whose status clients may be waiting for.</summary>
    public List<(string AppId, string Id)> Changed { get; } = [];

    /// <summary>Instances whose cached state is of no more use.</summary>
    public List<long> Forgotten { get; } = [];

    public long EarliestTimer { get; private set; } = long.MaxValue;

    public void TimerAdded(long dueAt) => EarliestTimer = Math.Min(EarliestTimer, dueAt);
}
