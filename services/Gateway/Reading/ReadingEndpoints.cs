namespace DaprProcessing.Gateway.Reading;

/// <summary>Everything that looks at jobs.</summary>
internal static class ReadingEndpoints
{
    public static IEndpointRouteBuilder MapReading(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/jobs/{id}", JobEndpoint.GetAsync).WithName("getJob").WithSummary("A job; ?wait=N waits up to N seconds for its end")
            .Produces<JobView>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/jobs", ListEndpoint.GetAsync).WithName("listJobs").WithSummary("The tenant's jobs, newest first")
            .Produces<JobList>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/v1/jobs/{id}/result", ArtifactEndpoints.GetResultAsync).WithName("getResult").WithSummary("What became of every page")
            .Produces<DaprProcessing.Contracts.Results.JobResult>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/v1/jobs/{id}/artifacts", ArtifactEndpoints.ListAsync).WithName("listArtifacts").WithSummary("The artifacts of a finished job")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/v1/jobs/{id}/artifacts/{**name}", ArtifactEndpoints.GetAsync).WithName("getArtifact").WithSummary("One artifact; answers Range requests")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        return routes;
    }
}
