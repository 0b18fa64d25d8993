namespace DaprProcessing.Platform.Objects;

/// <summary>
/// Objects by key. Small ones go through the Dapr binding, large ones beside it; either way a key holds a whole object or none.
/// A missing object is an <see cref="ObjectNotFoundException"/>, a store that is away an
/// <see cref="ObjectStoreUnavailableException"/>.
/// </summary>
public interface IObjectStore
{
    Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>Writes a local file, never held whole in memory when it is large.</summary>
    Task PutFileAsync(string key, string path, string contentType, CancellationToken cancellationToken);

    /// <summary>Reads an object of ours into memory: one call where it is as small as most are, more where it is not.</summary>
    Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens an object of any size.</summary>
    /// <param name="range">As in HTTP's <c>Range</c>, for example <c>bytes=0-99</c>; null for all of it.</param>
    Task<ObjectRead> OpenReadAsync(string key, string? range, CancellationToken cancellationToken);

    /// <summary>Brings an object of any size to a local file.</summary>
    /// <param name="sizeBytes">What is known of its size: a small object comes in one call, a large one is streamed.</param>
    Task DownloadAsync(string key, long sizeBytes, string path, CancellationToken cancellationToken);

    /// <summary>Removes an object; no error where there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys under a prefix in key order, after <paramref name="after"/>.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken);
}
