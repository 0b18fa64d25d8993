using System.Collections.Concurrent;
using System.Security.Cryptography;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.ObjectStore;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Sources;

/// <summary>Documents as local files, fetched once for all chunks of a job that land here.</summary>
public sealed class SourceCache(IObjectStore objects, IOptions<StageOptions> options)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _downloads = new();
    private readonly StageOptions _options = options.Value;

    private string Folder => _options.CacheFolder is { Length: > 0 } folder ? folder : Path.Combine(Path.GetTempPath(), "dapr-processing-sources");

    /// <summary>The document's local path; throws <see cref="ObjectNotFoundException"/> where its object is gone.</summary>
    public async Task<string> GetAsync(JobId job, SourceFile source, CancellationToken cancellationToken)
    {
        // Tenant and job in the name: equal documents of two tenants are still two files.
        var path = Path.Combine(Folder, $"{job.Tenant}.{job.Id}");
        if (Exists(path, source))
        {
            File.SetLastAccessTimeUtc(path, DateTime.UtcNow);
            return path;
        }

        var download = _downloads.GetOrAdd(path, _ => new Lazy<Task>(() => DownloadAsync(source, path)));
        try
        {
            await download.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            return path;
        }
        finally
        {
            _downloads.TryRemove(KeyValuePair.Create(path, download));
        }
    }

    private async Task DownloadAsync(SourceFile source, string path)
    {
        Directory.CreateDirectory(Folder);
        MakeRoom(source.SizeBytes);
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await objects.DownloadAsync(source.Key, temporary, CancellationToken.None).ConfigureAwait(false);
            await CheckAsync(temporary, source).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Whatever happened to the bytes since they were taken in: a result of other bytes would be a wrong result.
    private static async Task CheckAsync(string path, SourceFile source)
    {
        await using var file = File.OpenRead(path);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file).ConfigureAwait(false)) != source.Sha256)
        {
            throw new InvalidDataException($"the document at '{source.Key}' is not the one that was taken in");
        }
    }

    private void MakeRoom(long wantedBytes)
    {
        var files = new DirectoryInfo(Folder).GetFiles().OrderBy(file => file.LastAccessTimeUtc).ToList();
        var kept = files.Sum(file => file.Length);
        var stale = DateTime.UtcNow - _options.CacheTime;
        foreach (var file in files.TakeWhile(file => file.LastAccessTimeUtc < stale || kept + wantedBytes > _options.CacheBytes))
        {
            kept -= file.Length;
            // An engine that has it open keeps its bytes until it closes it.
            file.Delete();
        }
    }

    private static bool Exists(string path, SourceFile source) => new FileInfo(path) is { Exists: true } file && file.Length == source.SizeBytes;
}
