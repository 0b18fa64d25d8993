using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Gateway.Api.Uploads;

/// <param name="UploadId">What a job names as its source: <c>{"kind":"upload","uploadId":"…"}</c>.</param>
/// <param name="MediaType">Absent until enough of it is here to tell.</param>
/// <param name="SizeBytes">What is here of it.</param>
/// <param name="Complete">Jobs can be made of it.</param>
internal sealed record UploadView(
    string UploadId, string FileName, string? MediaType, long SizeBytes, DateTimeOffset ExpiresAt, bool Complete)
{
    public static UploadView Of(UploadRecord record) => new(
        record.Id.Id, record.FileName, record.MediaType is { Length: > 0 } known ? known : null, record.SizeBytes,
        record.ExpiresAt, !record.IsOpen);
}
