using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Uploads;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Api.Uploads.Resumable;

/// <summary>
/// Appends a body to an upload, piece by piece: one is stored while the next comes in, and what has come is stored also where
/// the caller is cut off.
/// </summary>
internal sealed class UploadAppender(
    PartialUploads partial, UploadStore uploads, UploadSpool spool, JobAdmission admission, IOptions<GatewayOptions> options)
{
    // As many parts as the largest upload has, and some for every time that it was cut off.
    private const int MaxParts = 4000;
    private const int UsualParts = 1000;
    private const long LeastPieceBytes = 4 << 20;

    private readonly long _pieceBytes = Math.Max(LeastPieceBytes, options.Value.MaxUploadBytes / UsualParts);

    /// <param name="held">Taken by this request.</param>
    /// <param name="isLast">The end of the body is the end of the document.</param>
    public async Task<UploadRecord> AppendAsync(
        Tenant tenant, UploadRecord held, HttpRequest request, bool isLast, Appends.Append append)
    {
        using var place = spool.Enter();
        var stored = Task.FromResult(held);
        try
        {
            CheckLength(held, request.ContentLength ?? 0);
            while (true)
            {
                var piece = await Piece.ReadAsync(request.Body, spool.NewPath(), _pieceBytes, append);
                var before = stored;
                stored = StoreAsync(tenant, before, piece);
                if (piece.IsEnd)
                {
                    held = await stored;
                    return piece.Fault is not null ? throw Fault(piece.Fault, request)
                        : isLast ? await CompleteAsync(held) : held;
                }

                // Two pieces at a time are enough; and where one is refused, no more is read.
                await before;
            }
        }
        catch (ProblemException problem) when (
            problem.Code is FailureCodes.UnsupportedMediaType or FailureCodes.EncryptedDocument or FailureCodes.EmptyFile
                or "upload_too_large")
        {
            // It cannot become a document any more.
            await uploads.RemoveAsync(held, CancellationToken.None);
            throw;
        }
    }

    private async Task<UploadRecord> StoreAsync(Tenant tenant, Task<UploadRecord> before, Piece piece)
    {
        using (piece)
        {
            var held = await before;
            if (piece.SizeBytes == 0)
            {
                return held;
            }

            CheckLength(held, piece.SizeBytes);
            if (held.Parts!.Count >= MaxParts)
            {
                throw ProblemException.BadRequest(
                    "too_many_parts", $"An upload comes in at most {MaxParts} parts: fewer, larger ones.");
            }

            // Where a first piece is too short to tell, the whole is judged at its end.
            var mediaType = held.Parts.Count == 0 && piece.Head.Length == UploadSpool.HeadBytes
                ? UploadKind.OfStart(piece.Head, held.FileName) ?? "" : held.MediaType;
            await admission.TakeBytesAsync(tenant, piece.SizeBytes, CancellationToken.None);
            return await partial.AddAsync(held, piece.Path, mediaType, CancellationToken.None)
                ?? throw UploadProtocol.TakenOver();
        }
    }

    private async Task<UploadRecord> CompleteAsync(UploadRecord held)
    {
        if (held.Length is { } length && length != held.SizeBytes)
        {
            throw UploadProtocol.InconsistentLength();
        }

        if (held.SizeBytes == 0)
        {
            throw ProblemException.BadRequest(FailureCodes.EmptyFile, "The file is empty.");
        }

        if (held.MediaType.Length > 0)
        {
            return await CompleteAsync(held, held.MediaType);
        }

        await using var content = partial.OpenRead(held);
        using var whole = await spool.SpoolAsync(content, held.FileName, CancellationToken.None);
        return await CompleteAsync(held, whole.MediaType);
    }

    private async Task<UploadRecord> CompleteAsync(UploadRecord held, string mediaType) =>
        await partial.CompleteAsync(held, mediaType, CancellationToken.None) ?? throw UploadProtocol.TakenOver();

    private void CheckLength(UploadRecord held, long moreBytes)
    {
        if (held.SizeBytes + moreBytes > held.Length)
        {
            throw UploadProtocol.InconsistentLength();
        }

        spool.CheckLength(held.SizeBytes + moreBytes);
    }

    private static Exception Fault(Exception fault, HttpRequest request) =>
        fault is OperationCanceledException && !request.HttpContext.RequestAborted.IsCancellationRequested
            ? UploadProtocol.TakenOver()
            : fault is BadHttpRequestException or OperationCanceledException ? fault
            : ProblemException.BadRequest("malformed_body", "The request's body is cut off or malformed.");
}
