using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Uploads;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Fetches a document that is in the object store already: an upload, an object under the import prefix, what a job read or made.
/// </summary>
internal sealed class StoredSource(
    IObjectStore objects, UploadStore uploads, PartialUploads partial, UploadSpool spool, ImportFolder imports, FinishedJobs jobs)
{
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

    /// <summary>What a job of the tenant's made, or found in its document, for another.</summary>
    public async Task<SpooledUpload> FetchArtifactAsync(
        Tenant tenant, SourceReference.Artifact wanted, string? fileName, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(tenant.Job(wanted.JobId), cancellationToken);
        var artifact = await jobs.ArtifactAsync(job, wanted.Name, cancellationToken);
        var name = fileName ?? artifact.Name[(artifact.Name.LastIndexOf('/') + 1)..];
        return await FetchAsync(JobKeys.Artifact(job.Id, artifact.Name), name, cancellationToken) with { IsCounted = true };
    }

    public Task<SpooledUpload> FetchImportAsync(
        Tenant tenant, SourceReference.S3 import, string? fileName, CancellationToken cancellationToken)
    {
        imports.Check(tenant, import);
        return FetchAsync(import.Key, fileName ?? import.Key, cancellationToken);
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
}
