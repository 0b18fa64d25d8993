using System.Text;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Uploads;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Sources;

/// <summary>Fetches a document that is in the object store already: an upload, or an object under the import prefix.</summary>
internal sealed class StoredSource(
    IObjectStore objects, UploadStore uploads, PartialUploads partial, UploadSpool spool, IOptions<GatewayOptions> options)
{
    private const int MaxKeyBytes = 1024;

    public async Task<SpooledUpload> FetchUploadAsync(UploadId upload, string? fileName, CancellationToken cancellationToken)
    {
        var record = await uploads.FindAsync(upload, cancellationToken)
            ?? throw ProblemException.UploadNotFound();
        if (record.IsOpen)
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict, "upload_not_complete", "The upload is not complete yet.");
        }

        if (record.Parts is null)
        {
            var stored = await FetchAsync(UploadKeys.Content(upload), fileName ?? record.FileName, cancellationToken);
            return stored with { IsCounted = true };
        }

        spool.CheckLength(record.SizeBytes);
        await using var content = partial.OpenRead(record);
        return await spool.SpoolAsync(content, fileName ?? record.FileName, cancellationToken) with { IsCounted = true };
    }

    /// <summary>The document of a job, for another.</summary>
    public async Task<SpooledUpload> FetchAsync(SourceFile source, CancellationToken cancellationToken) =>
        await FetchAsync(source.Key, source.FileName, cancellationToken) with { IsCounted = true };

    public Task<SpooledUpload> FetchImportAsync(string key, string? fileName, CancellationToken cancellationToken)
    {
        var prefix = options.Value.ImportPrefix;
        var allowed = prefix.Length > 0 && key.StartsWith(prefix, StringComparison.Ordinal) && IsPlain(key);
        return allowed ? FetchAsync(key, fileName ?? key, cancellationToken)
            : throw new ProblemException(
                StatusCodes.Status403Forbidden, "source_not_allowed", "This installation does not take documents from there.");
    }

    private async Task<SpooledUpload> FetchAsync(string key, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            using var read = await objects.OpenReadAsync(key, range: null, cancellationToken);
            spool.CheckLength(read.SizeBytes);
            return await spool.SpoolAsync(read.Body, fileName, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "source_not_found", "There is no such object.");
        }
    }

    // A store that turns keys into paths must not be led out of the prefix by one.
    private static bool IsPlain(string key) =>
        Encoding.UTF8.GetByteCount(key) <= MaxKeyBytes && !key.Any(letter => char.IsControl(letter) || letter == '\\')
        && key.Split('/').All(segment => segment is not ("" or "." or ".."));
}
