using System.Collections.Concurrent;
using DaprProcessing.Components;

namespace DaprProcessing.TestKit;

/// <summary>When a write to the state store fails: before anything is stored, or after, with the caller none the wiser.</summary>
public enum WriteFailure
{
    BeforeCommit,
    AfterCommit,
}

/// <summary>A state store whose writes fail on demand, once each.</summary>
public sealed class FailingWrites
{
    private readonly ConcurrentDictionary<string, WriteFailure> _next = new();

    /// <summary>The next write to a key that contains this text fails.</summary>
    public void FailNext(string keyPart, WriteFailure when) => _next[keyPart] = when;

    /// <summary>Whether everything asked for has failed.</summary>
    public bool AllFailed => _next.IsEmpty;

    public IStateStore Around(IStateStore store) => new Store(this, store);

    private WriteFailure? Take(IReadOnlyList<StateOperation> operations)
    {
        foreach (var keyPart in _next.Keys)
        {
            if (operations.Any(operation => operation.Key.Contains(keyPart)) && _next.TryRemove(keyPart, out var when))
            {
                return when;
            }
        }

        return null;
    }

    private sealed class Store(FailingWrites failures, IStateStore store) : IStateStore
    {
        public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken) =>
            store.InitAsync(metadata, cancellationToken);

        public Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken) =>
            store.GetAsync(key, cancellationToken);

        public Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
            IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
            store.GetManyAsync(keys, cancellationToken);

        public async Task TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
        {
            var failure = failures.Take(operations);
            if (failure != WriteFailure.BeforeCommit)
            {
                await store.TransactAsync(operations, cancellationToken);
            }

            if (failure is not null)
            {
                throw new ComponentException(ComponentErrorKind.Unavailable, $"failed on demand, {failure}");
            }
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
