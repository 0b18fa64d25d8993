using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Documents uploaded ahead of the jobs that use them.</summary>
public sealed class UploadStore(IObjectStore objects, StateDocument<UploadRecord> records, TimeProvider time)
{
    /// <param name="path">The document as a local file.</param>
    public async Task<UploadRecord> CreateAsync(
        string tenant, string path, string fileName, string mediaType, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var upload = UploadId.New(tenant);
        var record = new UploadRecord(upload, fileName, mediaType, new FileInfo(path).Length, time.GetUtcNow() + timeToLive);
        // The marker first: whatever is cut off below is swept when the upload would have expired.
        await objects.PutAsync(UploadKeys.Marker(upload, record.ExpiresAt), "{}"u8.ToArray(), "application/json",
            cancellationToken).ConfigureAwait(false);
        await objects.PutFileAsync(UploadKeys.Content(upload), path, mediaType, cancellationToken).ConfigureAwait(false);
        await records.TryCreateAsync(UploadKeys.Record(upload), record, timeToLive, cancellationToken).ConfigureAwait(false);
        return record;
    }

    /// <summary>Null for an upload that is not there, or no longer.</summary>
    public async Task<UploadRecord?> FindAsync(UploadId upload, CancellationToken cancellationToken)
    {
        var record = UploadId.IsWellFormed(upload.Id)
            ? await records.FindAsync(UploadKeys.Record(upload), cancellationToken).ConfigureAwait(false)
            : null;
        return record?.ExpiresAt > time.GetUtcNow() ? record : null;
    }

    /// <summary>Removes what has expired, and says how much that was.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        await foreach (var marker in objects.ListAsync(UploadKeys.Markers, after: null, cancellationToken).ConfigureAwait(false))
        {
            if (UploadKeys.OfMarker(marker) is not var (upload, expiresAt))
            {
                continue;
            }

            if (expiresAt > time.GetUtcNow())
            {
                break;
            }

            await RemoveAsync(upload, expiresAt, cancellationToken).ConfigureAwait(false);
            swept++;
        }

        return swept;
    }

    /// <summary>Removes an upload at its caller's wish, or because it can become no document.</summary>
    public Task RemoveAsync(UploadRecord record, CancellationToken cancellationToken) =>
        RemoveAsync(record.Id, record.ExpiresAt, cancellationToken, isFinal: !(record.PutUntil > time.GetUtcNow()));

    /// <summary>Removes an upload with all that has come of it. The record first: nobody adds to it then.</summary>
    /// <param name="isFinal">False while the store would still take its content: the marker stays, for the sweeper.</param>
    private async Task RemoveAsync(
        UploadId upload, DateTimeOffset expiresAt, CancellationToken cancellationToken, bool isFinal = true)
    {
        await records.DeleteAsync(UploadKeys.Record(upload), cancellationToken).ConfigureAwait(false);
        await objects.DeleteAsync(UploadKeys.Content(upload), cancellationToken).ConfigureAwait(false);
        await foreach (var part in objects.ListAsync(UploadKeys.Parts(upload), after: null, cancellationToken)
            .ConfigureAwait(false))
        {
            await objects.DeleteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (isFinal)
        {
            await objects.DeleteAsync(UploadKeys.Marker(upload, expiresAt), cancellationToken).ConfigureAwait(false);
        }
    }
}
