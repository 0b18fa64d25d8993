using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs.Uploads;

/// <summary>Uploads whose content their callers put straight into the store.</summary>
public sealed class DirectUploads(IObjectStore objects, StateDocument<UploadRecord> records, TimeProvider time)
{
    /// <summary>An address is good for at most so long.</summary>
    private static readonly TimeSpan LongestPut = TimeSpan.FromHours(1);

    /// <param name="length">What will come, in bytes.</param>
    /// <param name="timeToLive">Half of it at most is for the content to come: the sweeper is to find it.</param>
    public async Task<UploadRecord> OpenAsync(
        string tenant, string fileName, long length, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var (upload, now) = (UploadId.New(tenant), time.GetUtcNow());
        var record = new UploadRecord(upload, fileName, MediaType: "", SizeBytes: 0, now + timeToLive)
        {
            IsOpen = true, Length = length, PutUntil = now + TimeSpan.FromTicks(Math.Min(LongestPut.Ticks, timeToLive.Ticks / 2)),
        };
        // The marker first: whatever is cut off below is swept when the upload would have expired.
        await objects.PutAsync(
            UploadKeys.Marker(upload, record.ExpiresAt), "{}"u8.ToArray(), "application/json", cancellationToken)
            .ConfigureAwait(false);
        await records.TryCreateAsync(UploadKeys.Record(upload), record, timeToLive, cancellationToken).ConfigureAwait(false);
        return record;
    }

    /// <summary>The first bytes of what was put, and how many there are; null where nothing was.</summary>
    public async Task<(byte[] Head, long SizeBytes)?> FindAsync(
        UploadRecord upload, int headBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var read = await objects.OpenReadAsync(
                UploadKeys.Content(upload.Id), $"bytes=0-{headBytes - 1}", cancellationToken).ConfigureAwait(false);
            var head = new byte[headBytes];
            var length = await read.Body.ReadAtLeastAsync(head, headBytes, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            // Of a range the store says "bytes 0-99/1234".
            var size = read.ContentRange is { } range && long.TryParse(range[(range.IndexOf('/') + 1)..], out var whole) ? whole
                : read.SizeBytes ?? length;
            return (head[..length], size);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What was put, from its first byte on.</summary>
    public Task<ObjectRead> OpenReadAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        objects.OpenReadAsync(UploadKeys.Content(upload.Id), range: null, cancellationToken);

    /// <summary>It is a document now; null where it is gone.</summary>
    public Task<UploadRecord?> CompleteAsync(
        UploadRecord upload, string mediaType, long sizeBytes, CancellationToken cancellationToken)
    {
        var left = upload.ExpiresAt - time.GetUtcNow();
        return records.UpdateAsync(
            UploadKeys.Record(upload.Id),
            now => now is null ? null : now with { IsOpen = false, MediaType = mediaType, SizeBytes = sizeBytes },
            left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), cancellationToken);
    }
}
