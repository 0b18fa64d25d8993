using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Bounds bodies that others than the spool read, and hold in memory. The unpacking of a body keeps to it too.</summary>
internal static class BodySize
{
    private const long MaxBytes = 64L << 20;

    private static readonly PathString[] Roots = ["/mcp", "/v1/admin"];

    public static void UseBodySizes(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Until the call is answered, or its document in a file.
        using var place = context.Request.Path.StartsWithSegments(Roots[0])
            ? context.RequestServices.GetRequiredService<MemoryGate>().NewPlace() : null;
        if (place is not null && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            // One that does not say its length has no place: most of those are short, and wait for the ends of jobs.
            place.Enter(context.Request.ContentLength ?? 0);
            context.Features.Set(place);
        }

        if (Roots.Any(root => context.Request.Path.StartsWithSegments(root))
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        await next(context);
    });
}
