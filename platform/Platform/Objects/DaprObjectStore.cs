using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Objects;

internal sealed class DaprObjectStore(
    ObjectBinding binding, ILargeObjectWriter largeWriter, HttpClient http, StoreRetry retry, IOptions<ObjectStoreOptions> options) : IObjectStore
{
    private static readonly TimeSpan DownloadTimeToLive = TimeSpan.FromHours(1);

    public Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => FitsSidecar(content)
        ? CreateAsync(key, content, contentType, cancellationToken)
        : WriteAsync(key, () => new ReadOnlyMemoryStream(content), contentType, cancellationToken);

    public async Task PutFileAsync(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        if (FitsSidecar(new FileInfo(path).Length))
        {
            await PutAsync(key, await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), contentType, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WriteAsync(key, () => File.OpenRead(path), contentType, cancellationToken).ConfigureAwait(false);
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => binding.GetAsync(key, call.Token), cancellationToken);

    public async Task DownloadAsync(string key, long sizeBytes, string path, CancellationToken cancellationToken)
    {
        if (FitsSidecar(sizeBytes))
        {
            await File.WriteAllBytesAsync(path, await GetAsync(key, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        await StreamAsync(key, path, cancellationToken).ConfigureAwait(false);
    }

    public Task<Uri> PresignGetAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => binding.PresignAsync(key, HttpMethod.Get, timeToLive, call.Token), cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => binding.DeleteAsync(key, call.Token), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            var start = after;
            (var keys, more) = await retry.RunAsync(prefix, call => binding.ListAsync(prefix, start, call.Token), cancellationToken).ConfigureAwait(false);
            foreach (var key in keys)
            {
                yield return key;
                after = key;
            }
        }
    }

    private Task StreamAsync(string key, string path, CancellationToken cancellationToken) => retry.RunAsync(
        key,
        async call =>
        {
            var url = await binding.PresignAsync(key, HttpMethod.Get, DownloadTimeToLive, call.Token).ConfigureAwait(false);
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, call.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new ObjectNotFoundException(key);
            }

            response.EnsureSuccessStatusCode();
            await using var file = File.Create(path);
            await ObjectBody.CopyAsync(response, file, call).ConfigureAwait(false);
        },
        cancellationToken);

    private Task CreateAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        retry.RunAsync(key, call => binding.CreateAsync(key, content, contentType, call.Token), cancellationToken);

    private Task WriteAsync(string key, Func<Stream> open, string contentType, CancellationToken cancellationToken) => retry.RunAsync(
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
