using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Api.Uploads.Resumable;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Uploads;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Api.Uploads.Direct;

/// <summary>
/// Hands out addresses of the store, and judges what was put there as it judges what comes through it. A job reads and judges
/// it once more: who has the address may put something else until it expires.
/// </summary>
internal sealed class DirectIntake(
    PutAddresses addresses, DirectUploads direct, UploadStore uploads, UploadSpool spool, JobAdmission admission,
    IOptions<GatewayOptions> options)
{
    private static readonly string[] Parameters = ["filename"];

    public async Task<IResult> OpenAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Read(context.Request.Query, Parameters);
        if (!addresses.AreThere)
        {
            throw new ProblemException(
                StatusCodes.Status404NotFound, "direct_upload_unavailable",
                "This installation's store has no address for callers: POST the document to /v1/uploads.");
        }

        var length = UploadProtocol.Number(context.Request, UploadProtocol.Length)
            ?? throw ProblemException.BadRequest("invalid_upload_field", $"The request has no {UploadProtocol.Length}.");
        if (length == 0)
        {
            throw ProblemException.BadRequest(FailureCodes.EmptyFile, "The file is empty.");
        }

        spool.CheckLength(length);
        if (length > PutAddresses.LargestBytes)
        {
            throw new ProblemException(
                StatusCodes.Status413PayloadTooLarge, "direct_upload_too_large",
                $"The store takes at most {PutAddresses.LargestBytes} bytes at once: POST the document to /v1/uploads.");
        }

        await admission.CheckAsync(tenant, length, isJob: false, cancellationToken);
        // Counted before it comes: nothing else here would keep a tenant from filling the store by addresses alone.
        await admission.TakeBytesAsync(tenant, length, cancellationToken);
        var record = await direct.OpenAsync(
            tenant.Name, FileName.Clean(query.GetValueOrDefault("filename")), length, options.Value.UploadRetention,
            cancellationToken);
        var url = await addresses.SignAsync(UploadKeys.Content(record.Id), length, record.PutUntil!.Value);
        context.Response.Headers.Location = $"/v1/uploads/{record.Id.Id}";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(DirectUploadView.Of(record, url), statusCode: StatusCodes.Status201Created);
    }

    public async Task<IResult> CompleteAsync(Tenant tenant, string id, CancellationToken cancellationToken)
    {
        var record = await uploads.FindAsync(new UploadId(tenant.Name, id), cancellationToken);
        return record switch
        {
            null => throw ProblemException.UploadNotFound(),
            // Asked for again, after an answer that was lost.
            { IsOpen: false } => Results.Ok(UploadView.Of(record)),
            { PutUntil: null } => throw new ProblemException(
                StatusCodes.Status409Conflict, "upload_not_direct", "The upload comes through here: its last part completes it."),
            _ => Results.Ok(UploadView.Of(await CompleteAsync(record, cancellationToken))),
        };
    }

    private async Task<UploadRecord> CompleteAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        if (await direct.FindAsync(record, UploadSpool.HeadBytes, cancellationToken) is not var (head, size))
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict, "upload_not_complete", "Nothing has been put at the upload's address yet.")
            {
                Retryable = true,
            };
        }

        try
        {
            if (size != record.Length)
            {
                throw UploadProtocol.InconsistentLength();
            }

            var mediaType = UploadKind.OfStart(head, record.FileName) ?? await JudgeWholeAsync(record, cancellationToken);
            UploadMetrics.PutDirectly();
            return await direct.CompleteAsync(record, mediaType, size, cancellationToken)
                ?? throw ProblemException.UploadNotFound();
        }
        catch (ProblemException problem) when (problem.Status is StatusCodes.Status400BadRequest
            or StatusCodes.Status415UnsupportedMediaType)
        {
            // It cannot become a document any more.
            await uploads.RemoveAsync(record, CancellationToken.None);
            throw;
        }
    }

    private async Task<string> JudgeWholeAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        using var read = await direct.OpenReadAsync(record, cancellationToken);
        using var whole = await spool.SpoolAsync(read.Body, record.FileName, cancellationToken);
        return whole.MediaType;
    }
}
