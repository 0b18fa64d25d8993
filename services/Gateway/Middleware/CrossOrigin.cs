using DaprProcessing.Gateway.Api.Uploads.Resumable;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>CORS for the origins of <c>Gateway:CorsOrigins</c>; without any, browsers keep other pages out.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Exposed =
    [
        "Location", "Operation-Location", "Retry-After", "Preference-Applied", "ETag", "Accept-Ranges", "Content-Range",
        "Content-Disposition", UploadProtocol.Version, UploadProtocol.Complete, UploadProtocol.Offset, UploadProtocol.Length,
        UploadProtocol.Limit,
    ];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddCors().AddOptions<CorsOptions>().Configure<IOptions<GatewayOptions>>((cors, gateway) =>
            cors.AddDefaultPolicy(policy => policy.WithOrigins([.. gateway.Value.CorsOrigins])
                .AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(Exposed)));
        return services;
    }
}
