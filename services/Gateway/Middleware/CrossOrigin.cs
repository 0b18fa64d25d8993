using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>CORS for the origins of <c>Gateway:CorsOrigins</c>; without any, browsers keep other pages out.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Exposed =
    [
        "Location", "Operation-Location", "Retry-After", "Preference-Applied", "ETag", "Accept-Ranges", "Content-Range",
        "Content-Disposition",
    ];

    public static void UseCrossOrigin(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.CorsOrigins;
        if (origins.Count > 0)
        {
            app.UseCors(policy => policy.WithOrigins([.. origins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(Exposed));
        }
    }
}
