using DaprProcessing.Gateway.Tenants.Callers;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>What is told while a call is answered says whose call it is, and, where its path has an id, which job's.</summary>
internal static class CallScope
{
    public static void UseCallScope(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<Caller>()?.Tenant is not { } tenant)
        {
            await next(context);
            return;
        }

        using var scope = context.Request.Path.StartsWithSegments("/v1/jobs") && context.GetRouteValue("id") is string id
            ? app.Logger.BeginJob(tenant.Job(id))
            : app.Logger.BeginScope<KeyValuePair<string, object?>[]>([new("tenant", tenant.Name)]);
        await next(context);
    });
}
