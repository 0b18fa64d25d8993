using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Bounds bodies that others than the spool read, and hold in memory. The unpacking of a body keeps to it too.</summary>
internal static class BodySize
{
    private const long MaxBytes = 64L << 20;

    private static readonly PathString[] Roots = ["/mcp", "/v1/admin"];

    public static void UseBodySizes(this WebApplication app) => app.Use((context, next) =>
    {
        if (Roots.Any(root => context.Request.Path.StartsWithSegments(root))
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        return next(context);
    });
}
