using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Api.Uploads.Direct;

/// <summary>A document for jobs to come, put into the store past the gateway.</summary>
internal static class DirectUploadRoutes
{
    public static void MapDirectUploads(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/uploads/direct", (
                Tenant tenant, HttpContext context, DirectIntake intake, CancellationToken cancellationToken) =>
                intake.OpenAsync(tenant, context, cancellationToken))
            .WithTags("Uploads").WithName("openDirectUpload")
            .WithSummary("An address of the store that takes a document of Upload-Length bytes by PUT")
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: false))
            .AddOpenApiOperationTransformer(SubmitDescription.DescribeDirectUpload)
            .Produces<DirectUploadView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge)
            .Problems(StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        v1.MapPost("/uploads/{id}/complete", (
                Tenant tenant, string id, DirectIntake intake, CancellationToken cancellationToken) =>
                intake.CompleteAsync(tenant, id, cancellationToken))
            .WithTags("Uploads").WithName("completeDirectUpload")
            .WithSummary("The document is in the store: look at it, and let jobs have it")
            .AddEndpointFilter<StoreGateFilter>()
            .Produces<UploadView>()
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Problems(StatusCodes.Status415UnsupportedMediaType);
    }
}
