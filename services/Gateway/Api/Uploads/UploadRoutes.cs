using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Api.Uploads.Resumable;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Api.Uploads;

/// <summary>A document for jobs to come, as the request's body, or the first part of one.</summary>
internal static class UploadRoutes
{
    private static readonly string[] Parameters = ["filename"];

    public static void MapUploads(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/uploads", UploadAsync).WithTags("Uploads").WithName("upload")
            .WithSummary("Upload a document (the request's body) for jobs to come")
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: false))
            .AddOpenApiOperationTransformer(SubmitDescription.DescribeUpload)
            .Produces<UploadView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge)
            .Problems(StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .Problems(StatusCodes.Status503ServiceUnavailable);
        v1.MapGet("/uploads/{id}", (
                Tenant tenant, string id, HttpContext context, ResumableUploads resumable, CancellationToken cancellationToken) =>
                resumable.GetAsync(tenant, id, context, cancellationToken))
            .WithTags("Uploads").WithName("getUpload").WithSummary("How far an upload is (Upload-Offset, Upload-Complete)")
            .Produces<UploadView>().Problems(StatusCodes.Status404NotFound);
        v1.MapPatch("/uploads/{id}", (
                Tenant tenant, string id, HttpContext context, ResumableUploads resumable, CancellationToken cancellationToken) =>
                resumable.AppendAsync(tenant, id, context, cancellationToken))
            .WithTags("Uploads").WithName("continueUpload").WithSummary("Go on with an upload at Upload-Offset")
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: false))
            .AddOpenApiOperationTransformer(SubmitDescription.DescribeAppend)
            .Produces<UploadView>().Produces(StatusCodes.Status204NoContent)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Problems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        v1.MapDelete("/uploads/{id}", (
                Tenant tenant, string id, ResumableUploads resumable, CancellationToken cancellationToken) =>
                resumable.DeleteAsync(tenant, id, cancellationToken))
            .WithTags("Uploads").WithName("deleteUpload").WithSummary("Remove an upload, complete or not")
            .Produces(StatusCodes.Status204NoContent).Problems(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> UploadAsync(
        Tenant tenant, HttpContext context, UploadSpool spool, UploadStore uploads, JobAdmission admission,
        ResumableUploads resumable, IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var query = QueryFields.Read(request.Query, Parameters);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        if (contentType?.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Sniffing looks past a little junk before a PDF: a form around the document must not be stored as the document.
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
                "An upload is the request's body itself, not a form.");
        }

        if (UploadProtocol.IsLast(request) is { } isLast)
        {
            return await resumable.CreateAsync(tenant, context, query.GetValueOrDefault("filename"), isLast, cancellationToken);
        }

        using var spooled = await spool.SpoolAsync(request, query.GetValueOrDefault("filename"), cancellationToken);
        await admission.TakeBytesAsync(tenant, spooled.SizeBytes, cancellationToken);
        var record = await uploads.CreateAsync(
            tenant.Name, spooled.Path, spooled.FileName, spooled.MediaType, options.Value.UploadRetention, cancellationToken);
        context.Response.Headers.Location = $"/v1/uploads/{record.Id.Id}";
        return Results.Json(UploadView.Of(record), statusCode: StatusCodes.Status201Created);
    }
}
