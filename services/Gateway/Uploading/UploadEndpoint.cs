using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Submitting;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Uploading;

/// <param name="UploadId">What a job names as its source: <c>{"kind":"upload","uploadId":"…"}</c>.</param>
internal sealed record UploadView(string UploadId, string FileName, string MediaType, long SizeBytes, DateTimeOffset ExpiresAt);

/// <summary>POST /v1/uploads: a document for jobs to come, as the request's body.</summary>
internal static class UploadEndpoint
{
    public static IEndpointRouteBuilder MapUploading(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/uploads", UploadAsync).WithName("upload").WithSummary("Upload a document (the request's body) for jobs to come")
            .Produces<UploadView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        return routes;
    }

    private static async Task<IResult> UploadAsync(
        HttpRequest request, UploadSpool spool, UploadStore uploads, IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        if (contentType?.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Sniffing looks past a little junk before a PDF: a form around the document must not be stored as the document.
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "An upload is the request's body itself, not a form.");
        }

        spool.CheckLength(request.ContentLength);
        using var spooled = await spool.SpoolAsync(request.Body, request.Query["filename"], cancellationToken);
        var record = await uploads.CreateAsync(
            GatewayOptions.LocalTenant, spooled.Path, spooled.FileName, spooled.MediaType, options.Value.UploadRetention, cancellationToken);
        var view = new UploadView(record.Id.Id, record.FileName, record.MediaType, record.SizeBytes, record.ExpiresAt);
        return Results.Json(view, statusCode: StatusCodes.Status201Created);
    }
}
