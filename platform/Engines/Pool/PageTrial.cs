using System.Diagnostics;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Pool;

/// <summary>
/// One page and the engines it has lost. What came from outside does not count against it: a signal by another hand, engines that
/// die several at once. What the page may be guilty of counts once it is alone with it.
/// </summary>
internal sealed class PageTrial
{
    private const int MostKills = 20;
    private const int MostShared = 5;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private int _kills;
    private int _shared;
    private int _counted;

    /// <summary>It wants an engine that has done nothing before.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>It wants to be the only page at work.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Before it is tried again: who kills engines may do so for a while.</summary>
    public TimeSpan Pause => _kills == 0 ? TimeSpan.Zero
        : FirstPause * _kills < LongestPause ? FirstPause * _kills : LongestPause;

    /// <summary>Whether it is to be tried once more; where not, the failure stands.</summary>
    /// <param name="crashes">All deaths of the pool's engines.</param>
    /// <param name="isSpent">The document has used up what its costly pages may take.</param>
    public bool Again(Failure lost, CrashLog crashes, bool isSpent)
    {
        IsFresh = true;
        switch (lost)
        {
            case var _ when lost == EngineFailures.Killed:
                return ++_kills <= MostKills;
            case var _ when lost == EngineFailures.KilledForMemory:
                // By the kernel, for the page's sake or for another's: alone it shows.
                var wasAlone = IsAlone;
                IsAlone = true;
                return !wasAlone;
            case { Code: FailureCodes.EngineCrash } when crashes.OthersWithin(AtOnce, this) && _shared < MostShared:
                _shared++;
                return true;
            case { Code: FailureCodes.EngineCrash }:
                return ++_counted == 1;
            case { Code: FailureCodes.EngineTimeout }:
                return ++_counted == 1 && !isSpent;
            default:
                return false;
        }
    }
}

/// <summary>The crashes of the last moments, by the page that was at work.</summary>
internal sealed class CrashLog
{
    private const int Remembered = 64;

    private readonly Queue<(PageTrial Page, long At)> _crashes = new();
    private readonly Lock _gate = new();

    public void Add(PageTrial page)
    {
        lock (_gate)
        {
            _crashes.Enqueue((page, Stopwatch.GetTimestamp()));
            if (_crashes.Count > Remembered)
            {
                _crashes.Dequeue();
            }
        }
    }

    /// <summary>Whether other pages have lost engines within that time.</summary>
    public bool OthersWithin(TimeSpan time, PageTrial page)
    {
        lock (_gate)
        {
            return _crashes.Any(crash => crash.Page != page && Stopwatch.GetElapsedTime(crash.At) <= time);
        }
    }
}
