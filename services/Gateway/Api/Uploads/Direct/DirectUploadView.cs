using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Gateway.Api.Uploads.Direct;

/// <param name="UploadId">What a job names as its source, once the upload is complete.</param>
/// <param name="Url">Takes the document by one PUT of the length that was said; whoever has it may do so.</param>
/// <param name="PutUntil">Until when.</param>
/// <param name="ExpiresAt">When the upload is removed, complete or not.</param>
internal sealed record DirectUploadView(string UploadId, Uri Url, DateTimeOffset PutUntil, DateTimeOffset ExpiresAt)
{
    public static DirectUploadView Of(UploadRecord record, Uri url) =>
        new(record.Id.Id, url, record.PutUntil!.Value, record.ExpiresAt);
}
