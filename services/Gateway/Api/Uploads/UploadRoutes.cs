using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Api.Uploads;

/// <param name="UploadId">What a job names as its source: <c>{"kind":"upload","uploadId":"…"}</c>.</param>
internal sealed record UploadView(string UploadId, string FileName, string MediaType, long SizeBytes, DateTimeOffset ExpiresAt);

/// <summary>A document for jobs to come, as the request's body.</summary>
internal static class UploadRoutes
{
    private static readonly string[] Parameters = ["filename"];

    public static void MapUploads(this IEndpointRouteBuilder v1) =>
        v1.MapPost("/uploads", UploadAsync).WithTags("Uploads").WithName("upload")
            .WithSummary("Upload a document (the request's body) for jobs to come")
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: false))
            .AddOpenApiOperationTransformer(SubmitDescription.DescribeUpload)
            .Produces<UploadView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge)
            .Problems(StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .Problems(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> UploadAsync(
        Tenant tenant, HttpRequest request, UploadSpool spool, UploadStore uploads, JobAdmission admission,
        IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        var query = QueryFields.Read(request.Query, Parameters);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        if (contentType?.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Sniffing looks past a little junk before a PDF: a form around the document must not be stored as the document.
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
                "An upload is the request's body itself, not a form.");
        }

        using var spooled = await spool.SpoolAsync(request, query.GetValueOrDefault("filename"), cancellationToken);
        await admission.TakeBytesAsync(tenant, spooled.SizeBytes, cancellationToken);
        var record = await uploads.CreateAsync(
            tenant.Name, spooled.Path, spooled.FileName, spooled.MediaType, options.Value.UploadRetention, cancellationToken);
        var view = new UploadView(record.Id.Id, record.FileName, record.MediaType, record.SizeBytes, record.ExpiresAt);
        return Results.Json(view, statusCode: StatusCodes.Status201Created);
    }
}
