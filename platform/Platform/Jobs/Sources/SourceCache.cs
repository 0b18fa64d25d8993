using System.Collections.Concurrent;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Jobs.Sources;

/// <summary>
/// Documents as local files, fetched once for the plan and all chunks of a job that land here. The folder is this user's alone,
/// and a file in it counts by its hash.
/// </summary>
public sealed class SourceCache(IObjectStore objects, TimeProvider time, IOptions<SourceCacheOptions> options)
{
    /// <summary>A document that nobody asked for in this time may be of a job that is over.</summary>
    internal static readonly TimeSpan UnusedAfter = TimeSpan.FromSeconds(20);

    // Looking through the folder for every document would cost more than fetching a small one.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private const int LookAfterShare = 16;

    private const string Part = ".part";

    private readonly ConcurrentDictionary<string, Lazy<Task>> _downloads = new();
    private readonly CheckedFiles _checked = new();
    private readonly SourceCacheOptions _options = options.Value;
    private readonly Lock _gate = new();
    private long? _lookedAt;
    private long _addedBytes;

    private string Folder =>
        _options.Folder is { Length: > 0 } folder ? folder : PrivateFolder.Default("dapr-processing-sources");

    /// <summary>The document's local path.</summary>
    /// <exception cref="ObjectNotFoundException">Its object is gone.</exception>
    /// <exception cref="InvalidDataException">Its object is not what was taken in.</exception>
    /// <exception cref="IOException">The folder is somebody else's, or has no room.</exception>
    public async Task<string> GetAsync(JobId job, SourceFile source, CancellationToken cancellationToken)
    {
        var path = PathOf(job);
        if (await _checked.HasAsync(path, source.SizeBytes, source.Sha256, cancellationToken).ConfigureAwait(false))
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

    /// <summary>
    /// Takes over a document that is here already, checked and hashed: the file is moved. Only where the folder is set, as where
    /// services share one: into a folder of its own nobody else would look.
    /// </summary>
    public void Adopt(JobId job, SourceFile source, string file)
    {
        if (_options.Folder is not { Length: > 0 })
        {
            return;
        }

        var path = PathOf(job);
        var temporary = $"{path}.{Guid.NewGuid():N}{Part}";
        try
        {
            PrepareFolder(source.SizeBytes);
            // To the same disk it is a rename; from another one it is there once its last byte is.
            File.Move(file, temporary);
            File.Move(temporary, path, overwrite: true);
            _checked.Add(path, source.Sha256);
        }
        catch (IOException)
        {
            // No room here: it is fetched by whoever needs it.
            File.Delete(temporary);
        }
    }

    /// <summary>Lets go of a job's document; an engine that has it open keeps its bytes until it closes it.</summary>
    public void Remove(JobId job)
    {
        var path = PathOf(job);
        _checked.Forget(path);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever kept here.
        }
    }

    /// <summary>The jobs whose documents nobody has asked for lately; halves of documents that nobody goes on with are
    /// removed.</summary>
    internal IReadOnlyList<JobId> Unused()
    {
        var (folder, jobs, now) = (new DirectoryInfo(Folder), new List<JobId>(), DateTime.UtcNow);
        foreach (var file in folder.Exists ? folder.GetFiles() : [])
        {
            if (file.Extension == Part && now - file.LastWriteTimeUtc > _options.KeepFor)
            {
                file.Delete();
            }
            else if (file.Name.Split('.') is [var tenant, var id] && JobId.IsWellFormed(id)
                && now - file.LastAccessTimeUtc > UnusedAfter && now - file.LastWriteTimeUtc > UnusedAfter)
            {
                jobs.Add(new JobId(tenant, id));
            }
        }

        return jobs;
    }

    private void PrepareFolder(long wantedBytes)
    {
        PrivateFolder.Prepare(Folder);
        if (IsTimeToLook(wantedBytes))
        {
            MakeRoom(wantedBytes);
        }
    }

    // Tenant and job in the name: equal documents of two tenants are still two files.
    private string PathOf(JobId job) => Path.Combine(Folder, $"{job.Tenant}.{job.Id}");

    private async Task DownloadAsync(SourceFile source, string path)
    {
        PrepareFolder(source.SizeBytes);
        var temporary = $"{path}.{Guid.NewGuid():N}{Part}";
        try
        {
            await objects.DownloadAsync(source.Key, source.SizeBytes, temporary, CancellationToken.None).ConfigureAwait(false);
            await CheckAsync(temporary, source).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
            _checked.Add(path, source.Sha256);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Whatever happened to the bytes since they were taken in: a result of other bytes would be a wrong result.
    private static async Task CheckAsync(string path, SourceFile source)
    {
        if (await CheckedFiles.HashAsync(path, CancellationToken.None).ConfigureAwait(false) != source.Sha256)
        {
            throw new InvalidDataException($"the document at '{source.Key}' is not the one that was taken in");
        }
    }

    private bool IsTimeToLook(long wantedBytes)
    {
        lock (_gate)
        {
            _addedBytes += wantedBytes;
            if (_addedBytes < _options.MaxBytes / LookAfterShare
                && _lookedAt is { } lookedAt && time.GetElapsedTime(lookedAt) < LookEvery)
            {
                return false;
            }

            (_addedBytes, _lookedAt) = (0, time.GetTimestamp());
            return true;
        }
    }

    private void MakeRoom(long wantedBytes)
    {
        var files = new DirectoryInfo(Folder).GetFiles().OrderBy(file => file.LastAccessTimeUtc).ToList();
        var kept = files.Sum(file => file.Length);
        var stale = DateTime.UtcNow - _options.KeepFor;
        foreach (var file in files.TakeWhile(file => file.LastAccessTimeUtc < stale || kept + wantedBytes > _options.MaxBytes))
        {
            kept -= file.Length;
            _checked.Forget(file.FullName);
            // An engine that has it open keeps its bytes until it closes it.
            file.Delete();
        }
    }
}
