namespace DaprProcessing.Components;

/// <summary>A key-value store with ETags and transactions.</summary>
public interface IStateStore : IComponent
{
    Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>The values found; absent keys are left out.</summary>
    Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// All operations or none; throws <see cref="ComponentException"/> with <see cref="ComponentErrorKind.EtagMismatch"/>.
    /// </summary>
    Task TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken);
}

public readonly record struct StateValue(ReadOnlyMemory<byte> Data, string Etag, DateTimeOffset? ExpiresAt = null);

/// <param name="Value">Null deletes the key.</param>
/// <param name="Etag">Write only if the stored ETag is this one; null writes unconditionally unless
/// <paramref name="FirstWrite"/>.</param>
/// <param name="FirstWrite">With no ETag: write only if the key does not exist yet.</param>
/// <param name="TimeToLive">The key is gone after this time.</param>
public sealed record StateOperation(
    string Key, ReadOnlyMemory<byte>? Value, string? Etag = null, bool FirstWrite = false, TimeSpan? TimeToLive = null);
