using Dapr;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Tells the sidecar what the application subscribes to.</summary>
public static class DaprEndpointRouteBuilderExtensions
{
    /// <summary>Answers GET /dapr/subscribe from the metadata of all endpoints.</summary>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapSubscribeHandler(new SubscribeOptions());

    /// <summary>Answers GET /dapr/subscribe from the metadata of all endpoints.</summary>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints, SubscribeOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);

        // Asked at the time of the request: endpoints may be mapped after this one.
        return endpoints.MapGet("dapr/subscribe", (HttpContext context) =>
        {
            var known = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints;
            return TypedResults.Json(SubscriptionCatalogue.Collect(known, options), SubscriptionJson.Default.IReadOnlyListSubscription);
        });
    }
}
