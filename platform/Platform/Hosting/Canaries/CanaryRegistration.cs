using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Platform.Hosting.Canaries;

/// <summary>Whether messages reach a service, asked of itself. No probe is to act on it, as on no report.</summary>
public static class CanaryRegistration
{
    /// <summary>Where a service tells whether messages reach it, as <see cref="ServiceHealth"/>.</summary>
    public const string Path = "/healthz/messages";

    public static IServiceCollection AddCanary(this IServiceCollection services, Func<IServiceProvider, Consumer> consumer) =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Canary>(provider, consumer(provider)));

    public static void MapCanary(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, async (Canary canary, CancellationToken cancellationToken) =>
            new ServiceHealth(await canary.LookAsync(cancellationToken).ConfigureAwait(false)))
        .ExcludeFromDescription().AllowAnonymous();

    /// <summary>Takes canaries out of what the endpoint is called with, and counts the rest.</summary>
    internal static TBuilder WithCanary<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            var canary = context.HttpContext.RequestServices.GetRequiredService<Canary>();
            if (MessageReader.TypeOf(request) == Canary.MessageType)
            {
                await canary.ArrivedAsync(MessageReader.IdOf(request), request.HttpContext.RequestAborted).ConfigureAwait(false);
                return Results.Ok();
            }

            using var inHand = canary.Delivered();
            return await next(context).ConfigureAwait(false);
        });
}
