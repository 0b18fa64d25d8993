using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Where <c>APP_API_TOKEN</c> is set, only the sidecar, which sends it, may call a service; probes need none.</summary>
public static class SidecarToken
{
    private const string Header = "dapr-api-token";

    public static WebApplication UseSidecarToken(this WebApplication app)
    {
        if (app.Configuration["APP_API_TOKEN"] is { Length: > 0 } token)
        {
            var expected = Encoding.UTF8.GetBytes(token);
            app.Use((context, next) => HealthEndpoints.IsProbe(context.Request.Path) || HasToken(context.Request, expected)
                ? next(context)
                : RefuseAsync(context.Response));
        }

        return app;
    }

    private static bool HasToken(HttpRequest request, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()), expected);

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return response.WriteAsync("only the Dapr sidecar may call this service");
    }
}
