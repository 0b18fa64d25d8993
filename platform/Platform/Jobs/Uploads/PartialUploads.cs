using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs.Uploads;

/// <summary>
/// Uploads that come in parts, each an object of its own. How far one is stands in its record, so that any replica goes on with
/// it; of two that append at a time, the one that came first is told at its next part that it is out.
/// </summary>
public sealed class PartialUploads(IObjectStore objects, StateDocument<UploadRecord> records, TimeProvider time)
{
    private const string MediaType = "application/octet-stream";

    /// <param name="length">Of the whole; null where the caller does not know yet.</param>
    public async Task<UploadRecord> OpenAsync(
        string tenant, string fileName, long? length, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var upload = UploadId.New(tenant);
        var record = new UploadRecord(upload, fileName, MediaType: "", SizeBytes: 0, time.GetUtcNow() + timeToLive)
        {
            Parts = [], IsOpen = true, Length = length,
        };
        // The marker first: whatever is cut off below is swept when the upload would have expired.
        await objects.PutAsync(
            UploadKeys.Marker(upload, record.ExpiresAt), "{}"u8.ToArray(), "application/json", cancellationToken)
            .ConfigureAwait(false);
        await records.TryCreateAsync(UploadKeys.Record(upload), record, timeToLive, cancellationToken).ConfigureAwait(false);
        return record;
    }

    /// <summary>
    /// Takes the upload for one who appends at an offset, and for nobody else. Null where it has another offset by now.
    /// </summary>
    /// <param name="length">Of the whole, where the caller knows it now.</param>
    public async Task<UploadRecord?> TakeTurnAsync(
        UploadRecord known, long offset, long? length, CancellationToken cancellationToken)
    {
        var turn = Guid.NewGuid();
        var taken = await UpdateAsync(
            known,
            now => now.IsOpen && now.SizeBytes == offset ? now with { Turn = turn, Length = now.Length ?? length } : null,
            cancellationToken).ConfigureAwait(false);
        return taken?.Turn == turn ? taken : null;
    }

    /// <summary>Stores a file as the next part; null where another has taken the upload meanwhile.</summary>
    /// <param name="mediaType">The document's, once that is known.</param>
    public async Task<UploadRecord?> AddAsync(
        UploadRecord held, string path, string mediaType, CancellationToken cancellationToken)
    {
        // Named for whose turn it is: what one writes who is out is no part of what another has.
        var part = new UploadPart($"{held.Parts!.Count:D6}-{held.Turn:n}", new FileInfo(path).Length);
        await objects.PutFileAsync(UploadKeys.Part(held.Id, part.Name), path, MediaType, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(
            held,
            now => now with
            {
                Parts = [.. now.Parts!, part], SizeBytes = now.SizeBytes + part.SizeBytes, MediaType = mediaType,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing more comes; null where another has taken the upload meanwhile.</summary>
    public Task<UploadRecord?> CompleteAsync(UploadRecord held, string mediaType, CancellationToken cancellationToken) =>
        ChangeAsync(held, now => now with { IsOpen = false, MediaType = mediaType }, cancellationToken);

    /// <summary>What has come of it so far, from its first byte on.</summary>
    public Stream OpenRead(UploadRecord upload) =>
        new PartStream(objects, [.. upload.Parts!.Select(part => UploadKeys.Part(upload.Id, part.Name))]);

    private async Task<UploadRecord?> ChangeAsync(
        UploadRecord held, Func<UploadRecord, UploadRecord> change, CancellationToken cancellationToken)
    {
        var changed = await UpdateAsync(
            held, now => now.IsOpen && now.Turn == held.Turn && now.Parts!.Count == held.Parts!.Count ? change(now) : null,
            cancellationToken).ConfigureAwait(false);
        return changed?.Turn == held.Turn ? changed : null;
    }

    private Task<UploadRecord?> UpdateAsync(
        UploadRecord upload, Func<UploadRecord, UploadRecord?> change, CancellationToken cancellationToken)
    {
        var left = upload.ExpiresAt - time.GetUtcNow();
        return records.UpdateAsync(
            UploadKeys.Record(upload.Id), known => known is null ? null : change(known),
            left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), cancellationToken);
    }
}
