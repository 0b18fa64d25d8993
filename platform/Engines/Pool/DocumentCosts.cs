using System.Collections.Concurrent;
using System.Diagnostics;

namespace DaprProcessing.Engines.Pool;

/// <summary>
/// How much engine time each document has wasted on pages that took too long. A document may be made of nothing else: once its
/// budget is spent, its further pages get a sixth of the time and one try each.
/// </summary>
internal sealed class DocumentCosts(TimeSpan budget)
{
    private const int ForgetAbove = 1000;
    private const int ShorterBy = 6;

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (TimeSpan Wasted, long At)> _costs = new();

    public bool IsSpent(string? document) =>
        document is not null && _costs.TryGetValue(document, out var cost) && cost.Wasted >= budget;

    /// <summary>What a page of the document may take now.</summary>
    public TimeSpan LimitFor(string? document, TimeSpan limit) => IsSpent(document) ? limit / ShorterBy : limit;

    /// <summary>A page of the document took all the time it had.</summary>
    public void Waste(string? document, TimeSpan time)
    {
        if (document is null)
        {
            return;
        }

        var now = Stopwatch.GetTimestamp();
        _costs.AddOrUpdate(document, _ => (time, now), (_, cost) => (cost.Wasted + time, now));
        if (_costs.Count > ForgetAbove)
        {
            foreach (var cost in _costs.Where(cost => Stopwatch.GetElapsedTime(cost.Value.At) > ForgetAfter))
            {
                _costs.TryRemove(cost);
            }
        }
    }
}
