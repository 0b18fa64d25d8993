using DaprProcessing.Local.Runtime.Operations;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/secrets/{store}</c>.</summary>
internal static class SecretEndpoints
{
    public static void MapSecrets(this IEndpointRouteBuilder routes, SecretReader secrets)
    {
        routes.MapGet("/v1.0/secrets/{store}/bulk", async context =>
            await context.Response.WriteAsJsonAsync(
                await secrets.GetAllAsync(context.App().AppId, context.Name("store"), context.RequestAborted), context.RequestAborted));
        routes.MapGet("/v1.0/secrets/{store}/{**key}", async context =>
            await context.Response.WriteAsJsonAsync(
                await secrets.GetAsync(context.App().AppId, context.Name("store"), context.Name("key"), context.RequestAborted), context.RequestAborted));
    }
}
