using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Requests;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>
/// What the original refuses by its default settings, refused here too: a client that asks must be able to tell it from a server
/// that is none of docling-serve.
/// </summary>
internal static class ClosedRoutes
{
    // The spelling is the original's.
    private const string Management = "Forbidden. The server is configured for not showing internal managament details.";

    public static void MapClosed(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/convert/source/batch", RefuseBatchAsync).WithName("docling.convertBatch")
            .WithSummary("From storage to storage; refused, for no storage but the answer is served");
        foreach (var what in (string[])["stats", "counts"])
        {
            v1.MapGet($"/memory/{what}", (Tenant _) => Forbidden()).WithName($"docling.memory.{what}")
                .WithSummary("Of the original's own process; refused, as the original does by default");
        }
    }

    private static IResult Forbidden() => Microsoft.AspNetCore.Http.Results.Json(
        new JsonObject { ["detail"] = Management }, Wire.Options, "application/json", StatusCodes.Status403Forbidden);

    private static async Task RefuseBatchAsync(
        Tenant tenant, HttpRequest request, MemoryGate memory, CancellationToken cancellationToken)
    {
        _ = tenant;
        using var place = memory.NewPlace();
        throw BatchRequest.Refusal(await JsonRequestReader.ParseAsync(request, place, cancellationToken));
    }
}
