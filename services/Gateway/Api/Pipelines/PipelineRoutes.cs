using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Api.Pipelines;

internal sealed record PipelineList(IReadOnlyList<PipelineView> Pipelines);

/// <summary>What a job can run through.</summary>
internal static class PipelineRoutes
{
    public static void MapPipelines(this IEndpointRouteBuilder v1) =>
        v1.MapGet("/pipelines", List).WithTags("Pipelines").WithName("listPipelines")
            .WithSummary("What a job can run through, with the schema of its options").Produces<PipelineList>();

    private static PipelineList List(PipelineCatalogue pipelines, StageOptionSchemas schemas) =>
        new([.. pipelines.All.Select(pipeline => PipelineView.Of(pipeline, schemas))]);
}
