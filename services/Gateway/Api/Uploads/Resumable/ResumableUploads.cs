using System.Globalization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Uploads;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Api.Uploads.Resumable;

/// <summary>Uploads that go on after they were cut off, at any replica.</summary>
internal sealed class ResumableUploads(
    PartialUploads partial, UploadStore uploads, UploadAppender appender, Appends appends, UploadSpool spool,
    JobAdmission admission, IOptions<GatewayOptions> options)
{
    /// <summary>Makes an upload, of which the request's body is the beginning.</summary>
    public async Task<IResult> CreateAsync(
        Tenant tenant, HttpContext context, string? fileName, bool isLast, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var length = UploadProtocol.Number(request, UploadProtocol.Length) ?? (isLast ? request.ContentLength : null);
        spool.CheckLength(length);
        await admission.CheckAsync(tenant, length ?? 1, isJob: false, cancellationToken);
        var record = await partial.OpenAsync(
            tenant.Name, FileName.Clean(fileName), length, options.Value.UploadRetention, cancellationToken);
        context.Response.Headers.Location = PathOf(record.Id);
        context.Response.Headers[UploadProtocol.Limit] = string.Create(
            CultureInfo.InvariantCulture,
            $"max-size={options.Value.MaxUploadBytes}, max-age={(long)options.Value.UploadRetention.TotalSeconds}");
        record = await AppendAsync(tenant, record, context.Request, offset: 0, length, isLast, cancellationToken);
        UploadProtocol.Describe(context.Response.Headers, record.SizeBytes, !record.IsOpen, record.Length);
        return record.IsOpen ? Results.StatusCode(StatusCodes.Status201Created)
            : Results.Json(UploadView.Of(record), statusCode: StatusCodes.Status201Created);
    }

    public async Task<IResult> AppendAsync(Tenant tenant, string id, HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var record = await FindAsync(tenant, id, cancellationToken);
        if (record is { PutUntil: not null, IsOpen: true })
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict, "upload_is_direct", "The upload goes to its address, and not through here.");
        }

        var isLast = UploadProtocol.IsLast(request) ?? throw Missing(UploadProtocol.Complete);
        var offset = UploadProtocol.Number(request, UploadProtocol.Offset) ?? throw Missing(UploadProtocol.Offset);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        if (contentType?.MediaType.Equals(UploadProtocol.MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
                $"What is added to an upload is {UploadProtocol.MediaType}.");
        }

        var length = UploadProtocol.Number(request, UploadProtocol.Length);
        if (length is not null && record.Length is not null && length != record.Length)
        {
            throw UploadProtocol.InconsistentLength();
        }

        record = await AppendAsync(tenant, record, request, offset, length, isLast, cancellationToken);
        UploadProtocol.Describe(context.Response.Headers, record.SizeBytes, !record.IsOpen, record.Length);
        return record.IsOpen ? Results.NoContent() : Results.Ok(UploadView.Of(record));
    }

    /// <summary>How far it is; the request that has been appending to it ends.</summary>
    public async Task<IResult> GetAsync(Tenant tenant, string id, HttpContext context, CancellationToken cancellationToken)
    {
        await appends.EndAsync(new UploadId(tenant.Name, id));
        var record = await FindAsync(tenant, id, cancellationToken);
        UploadProtocol.Describe(context.Response.Headers, record.SizeBytes, !record.IsOpen, record.Length);
        return Results.Ok(UploadView.Of(record));
    }

    public async Task<IResult> DeleteAsync(Tenant tenant, string id, CancellationToken cancellationToken)
    {
        await appends.EndAsync(new UploadId(tenant.Name, id));
        var record = await FindAsync(tenant, id, cancellationToken);
        await uploads.RemoveAsync(record, cancellationToken);
        return Results.NoContent();
    }

    private async Task<UploadRecord> AppendAsync(
        Tenant tenant, UploadRecord known, HttpRequest request, long offset, long? length, bool isLast,
        CancellationToken cancellationToken)
    {
        using var append = await appends.BeginAsync(known.Id);
        if (await partial.TakeTurnAsync(known, offset, length, cancellationToken) is not { } held)
        {
            var now = await uploads.FindAsync(known.Id, cancellationToken) ?? throw ProblemException.UploadNotFound();
            throw now.IsOpen ? UploadProtocol.Mismatch(now.SizeBytes, offset) : UploadProtocol.Completed();
        }

        return await appender.AppendAsync(tenant, held, request, isLast, append);
    }

    private async Task<UploadRecord> FindAsync(Tenant tenant, string id, CancellationToken cancellationToken) =>
        await uploads.FindAsync(new UploadId(tenant.Name, id), cancellationToken) ?? throw ProblemException.UploadNotFound();

    private static ProblemException Missing(string field) =>
        ProblemException.BadRequest("invalid_upload_field", $"The request has no {field}.");

    private static string PathOf(UploadId upload) => $"/v1/uploads/{upload.Id}";
}
