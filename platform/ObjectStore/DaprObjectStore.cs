using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace DaprProcessing.ObjectStore;

internal sealed class DaprObjectStore(
    ObjectBinding binding, ILargeObjectWriter largeWriter, HttpClient http, IOptions<ObjectStoreOptions> options) : IObjectStore
{
    private static readonly TimeSpan DownloadTimeToLive = TimeSpan.FromHours(1);

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        if (FitsSidecar(content.Length, contentType))
        {
            await binding.CreateAsync(key, content, contentType, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var stream = new ReadOnlyMemoryStream(content);
        await largeWriter.WriteAsync(key, stream, contentType, cancellationToken).ConfigureAwait(false);
    }

    public async Task PutFileAsync(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        if (FitsSidecar(new FileInfo(path).Length, contentType))
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            await binding.CreateAsync(key, content, contentType, cancellationToken).ConfigureAwait(false);
            return;
        }

        await using var stream = File.OpenRead(path);
        await largeWriter.WriteAsync(key, stream, contentType, cancellationToken).ConfigureAwait(false);
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(string key, CancellationToken cancellationToken) => binding.GetAsync(key, cancellationToken);

    public async Task DownloadAsync(string key, string path, CancellationToken cancellationToken)
    {
        var url = await PresignGetAsync(key, DownloadTimeToLive, cancellationToken).ConfigureAwait(false);
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new ObjectNotFoundException(key);
        }

        response.EnsureSuccessStatusCode();
        await using var file = File.Create(path);
        await response.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
    }

    public Task<Uri> PresignGetAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        binding.PresignAsync(key, HttpMethod.Get, timeToLive, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => binding.DeleteAsync(key, cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            (var keys, more) = await binding.ListAsync(prefix, after, cancellationToken).ConfigureAwait(false);
            foreach (var key in keys)
            {
                yield return key;
                after = key;
            }
        }
    }

    // daprd's S3 binding reads a payload that happens to be a JSON scalar and stores it unquoted, so text never goes that way.
    private bool FitsSidecar(long sizeBytes, string contentType) =>
        sizeBytes <= options.Value.SidecarLimitBytes && !contentType.StartsWith("text/", StringComparison.Ordinal);
}
