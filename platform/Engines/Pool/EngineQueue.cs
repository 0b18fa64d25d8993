namespace DaprProcessing.Engines.Pool;

/// <summary>
/// Who waits for an engine. A freed engine goes to a request for the document it has open, if one waits, but not past the head of
/// the queue for ever.
/// </summary>
internal sealed class EngineQueue
{
    private const int MaxOvertaking = 16;

    private readonly LinkedList<Waiter> _waiters = new();
    private int _overtaken;

    public int Count => _waiters.Count;

    public Waiter Add(string? document, bool fresh)
    {
        var waiter = new Waiter(document, fresh);
        _waiters.AddLast(waiter);
        return waiter;
    }

    public void Remove(Waiter waiter) => _waiters.Remove(waiter);

    /// <param name="document">What the freed engine has open; null for a free place in which an engine has yet to start.</param>
    public Waiter? Next(string? document)
    {
        if (_waiters.First is not { } head)
        {
            return null;
        }

        var chosen = head;
        if (document is not null && _overtaken < MaxOvertaking)
        {
            for (var node = head; node is not null; node = node.Next)
            {
                if (node.Value.Document == document && !node.Value.Fresh)
                {
                    chosen = node;
                    break;
                }
            }
        }

        _overtaken = chosen == head ? 0 : _overtaken + 1;
        _waiters.Remove(chosen);
        return chosen.Value;
    }

    /// <param name="Document">What the request is about.</param>
    /// <param name="Fresh">Wants an engine that has done nothing before.</param>
    internal sealed record Waiter(string? Document, bool Fresh)
    {
        /// <summary>An engine to use, or null: a place in which to start one.</summary>
        public TaskCompletionSource<EngineProcess?> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
