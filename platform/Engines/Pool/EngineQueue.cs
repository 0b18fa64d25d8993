using System.Diagnostics;

namespace DaprProcessing.Engines.Pool;

/// <summary>
/// Who waits for an engine. Documents take turns, so that a page of a short one does not wait for all pages of a long one. An
/// engine stays with the document it has open, which saves opening another, for as long as nobody else has waited a quantum.
/// </summary>
internal sealed class EngineQueue(TimeSpan? quantum = null)
{
    private const int ForgetAbove = 256;

    private readonly TimeSpan _quantum = quantum ?? TimeSpan.FromMilliseconds(100);
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<string, Share> _shares = [];
    private long _turn;

    public int Count => _waiters.Count;

    public Waiter Add(string? document, bool fresh)
    {
        var waiter = new Waiter(document, fresh, Stopwatch.GetTimestamp());
        _waiters.AddLast(waiter);
        return waiter;
    }

    /// <summary>False where it has been chosen already.</summary>
    public bool Remove(Waiter waiter) => _waiters.Remove(waiter);

    /// <summary>An engine is at work on the document from now on.</summary>
    public void Begin(string? document)
    {
        if (_shares.Count > ForgetAbove)
        {
            foreach (var idle in _shares.Where(share => share.Value.AtWork == 0).Select(share => share.Key).ToList())
            {
                _shares.Remove(idle);
            }
        }

        _shares[document ?? ""] = new Share(ShareOf(document).AtWork + 1, ++_turn);
    }

    /// <summary>It no longer is.</summary>
    public void End(string? document)
    {
        var share = ShareOf(document);
        _shares[document ?? ""] = share with { AtWork = share.AtWork - 1 };
    }

    public bool IsAtWork(string? document) => ShareOf(document).AtWork > 0;

    /// <summary>A document without an engine at work has waited so long for one.</summary>
    public bool IsStarving(TimeSpan wait) => _waiters.Any(
        waiter => waiter.Document is not null && !IsAtWork(waiter.Document) && Stopwatch.GetElapsedTime(waiter.Since) >= wait);

    /// <param name="document">What the freed engine has open; null for a free place in which an engine has yet to start.</param>
    public Waiter? Next(string? document)
    {
        if ((Staying(document) ?? Fairest()) is not { } chosen)
        {
            return null;
        }

        _waiters.Remove(chosen);
        return chosen;
    }

    private Waiter? Staying(string? document) =>
        document is null || _waiters.FirstOrDefault(waiter => waiter.Document != document) is { } other
            && Stopwatch.GetElapsedTime(other.Since) >= _quantum
            ? null
            : _waiters.FirstOrDefault(waiter => waiter.Document == document && !waiter.Fresh);

    // In the order of their coming: of two that are alike the first is taken.
    private Waiter? Fairest() => _waiters.MinBy(waiter => ShareOf(waiter.Document));

    private Share ShareOf(string? document) => _shares.GetValueOrDefault(document ?? "");

    /// <summary>What a document has had: fewer engines at work go first, then the turn that is longest ago.</summary>
    private readonly record struct Share(int AtWork, long LastTurn) : IComparable<Share>
    {
        public int CompareTo(Share other) => (AtWork, LastTurn).CompareTo((other.AtWork, other.LastTurn));
    }

    /// <param name="Document">What the request is about.</param>
    /// <param name="Fresh">Wants an engine that has done nothing before.</param>
    /// <param name="Since">When it came, in ticks of the stopwatch.</param>
    internal sealed record Waiter(string? Document, bool Fresh, long Since)
    {
        /// <summary>An engine to use, or null: a place in which to start one.</summary>
        public TaskCompletionSource<EngineProcess?> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
