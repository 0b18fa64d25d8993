using DaprProcessing.Gateway.Api.Admin;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Api.Pipelines;
using DaprProcessing.Gateway.Api.Uploads;
using DaprProcessing.Gateway.Api.Uploads.Direct;
using DaprProcessing.Gateway.Api.Usage;
using DaprProcessing.Gateway.Health;

namespace DaprProcessing.Gateway.Api;

/// <summary>The API, version 1: a group of routes for each kind of thing.</summary>
internal static class V1
{
    public static IEndpointRouteBuilder MapV1(this IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/v1");
        v1.MapJobs();
        v1.MapUploads();
        v1.MapDirectUploads();
        v1.MapPipelines();
        v1.MapUsage();
        v1.MapHealthReport();
        v1.MapAdmin();
        return routes;
    }
}
