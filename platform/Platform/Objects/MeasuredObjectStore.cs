using System.Diagnostics;
using DaprProcessing.Platform.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// The store, with what goes to and from it counted. What is read as a stream counts by its length: how fast it goes is its
/// reader's business.
/// </summary>
internal sealed class MeasuredObjectStore(DaprObjectStore store, IHostEnvironment host) : IObjectStore
{
    public async Task PutAsync(
        string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await store.PutAsync(key, content, contentType, cancellationToken).ConfigureAwait(false);
        TransferMetrics.Written(host.ApplicationName, content.Length, startedAt);
    }

    public async Task PutFileAsync(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await store.PutFileAsync(key, path, contentType, cancellationToken).ConfigureAwait(false);
        TransferMetrics.Written(host.ApplicationName, new FileInfo(path).Length, startedAt);
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var content = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        TransferMetrics.Read(host.ApplicationName, content.Length, startedAt);
        return content;
    }

    public async Task<ObjectRead> OpenReadAsync(string key, string? range, CancellationToken cancellationToken)
    {
        var opened = await store.OpenReadAsync(key, range, cancellationToken).ConfigureAwait(false);
        TransferMetrics.Opened(host.ApplicationName, opened.SizeBytes ?? 0);
        return opened;
    }

    public async Task DownloadAsync(string key, long sizeBytes, string path, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await store.DownloadAsync(key, sizeBytes, path, cancellationToken).ConfigureAwait(false);
        TransferMetrics.Read(host.ApplicationName, new FileInfo(path).Length, startedAt);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken) =>
        store.ListAsync(prefix, after, cancellationToken);
}
