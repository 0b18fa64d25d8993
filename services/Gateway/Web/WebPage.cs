using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Middleware;
using Scalar.AspNetCore;

namespace DaprProcessing.Gateway.Web;

/// <summary>The page at <c>/</c> and the API reference at <c>/docs</c>; neither loads anything from elsewhere.</summary>
internal static class WebPage
{
    // Only what this service serves, no script or style inside the markup, and nothing may frame it. Of blob: are images and
    // sound that were fetched with a key.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // The reference's own script adds its styles, and its start stands in the markup.
    private const string ReferencePolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; frame-ancestors 'none'";

    public static void MapWebPage(this WebApplication app)
    {
        foreach (var file in WebFile.All)
        {
            app.MapGet(file.Path, (HttpContext context) => SendAsync(context, file)).AllowAnonymous().ExcludeFromDescription();
        }

        app.MapScalarApiReference("/docs", reference => reference
            .WithTitle("DaprProcessing API").WithOpenApiRoutePattern("/openapi/{documentName}.json").DisableDefaultFonts()
            .DisableTelemetry().HideClientButton())
            .AllowAnonymous()
            .AddEndpointFilter((context, next) =>
            {
                Guard(context.HttpContext.Response, ReferencePolicy);
                return next(context);
            });
    }

    private static Task SendAsync(HttpContext context, WebFile file)
    {
        var response = context.Response;
        Guard(response, Policy);
        response.Headers.ETag = file.ETag.ToString();
        // A new version of the service is a new page at once.
        response.Headers.CacheControl = "no-cache";
        if (Conditions.IsFresh(context.Request, file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.MediaType;
        return context.IsHead() ? Task.CompletedTask : response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }

    private static void Guard(HttpResponse response, string policy)
    {
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
