using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Objects;

internal sealed class DaprObjectStore(
    ObjectBinding binding, ObjectReader reader, ILargeObjectWriter largeWriter, StoreRetry retry,
    IOptions<ObjectStoreOptions> options) : IObjectStore
{
    public async Task PutAsync(
        string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        // The sidecar may take less than SidecarLimitBytes says, by a setting of its own.
        var isWritten = FitsSidecar(content) && await retry.RunAsync(
            key, call => binding.TryCreateAsync(key, content, contentType, call.Token), cancellationToken).ConfigureAwait(false);
        if (!isWritten)
        {
            await WriteAsync(key, () => new ReadOnlyMemoryStream(content), contentType, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task PutFileAsync(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        if (FitsSidecar(new FileInfo(path).Length))
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            await PutAsync(key, content, contentType, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WriteAsync(key, () => File.OpenRead(path), contentType, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken)
    {
        // The object's size is not known here, and a sidecar refuses what is larger than a message: then it is read as it was
        // written.
        var found = await retry.RunAsync(
            key, call => binding.FindSmallAsync(key, call.Token), cancellationToken).ConfigureAwait(false);
        if (found is { } small)
        {
            return small;
        }

        return await retry.RunAsync(
            key,
            async call =>
            {
                var content = new MemoryStream();
                await reader.CopyAsync(key, content, call).ConfigureAwait(false);
                return new ReadOnlyMemory<byte>(content.GetBuffer(), 0, (int)content.Length);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<ObjectRead> OpenReadAsync(string key, string? range, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => reader.OpenAsync(key, range, call), cancellationToken);

    public async Task DownloadAsync(string key, long sizeBytes, string path, CancellationToken cancellationToken)
    {
        if (FitsSidecar(sizeBytes))
        {
            var content = await GetAsync(key, cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
            return;
        }

        await retry.RunAsync(
            key,
            async call =>
            {
                await using var file = File.Create(path);
                await reader.CopyAsync(key, file, call).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => binding.DeleteAsync(key, call.Token), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            var start = after;
            (var keys, more) = await retry.RunAsync(
                prefix, call => binding.ListAsync(prefix, start, call.Token), cancellationToken)
                .ConfigureAwait(false);
            foreach (var key in keys)
            {
                yield return key;
                after = key;
            }
        }
    }

    private Task WriteAsync(string key, Func<Stream> open, string contentType, CancellationToken cancellationToken) =>
        retry.RunAsync(
        key,
        async call =>
        {
            await using var content = open();
            await largeWriter.WriteAsync(key, content, contentType, call).ConfigureAwait(false);
        },
        cancellationToken);

    private bool FitsSidecar(long sizeBytes) => sizeBytes <= options.Value.SidecarLimitBytes;

    private bool FitsSidecar(ReadOnlyMemory<byte> content) => FitsSidecar(content.Length) && !JsonScalar.Is(content.Span);
}
