using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Tenants.Callers;

namespace DaprProcessing.Gateway.Api.Admin;

/// <summary>Tenants and their keys, and dead letters, for the administrator.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder v1)
    {
        var admin = v1.MapGroup("/admin").WithTags("Administration").RequireAuthorization(CallerSchemes.AdminPolicy);
        admin.MapTenants();
        admin.MapDeadLetters();
    }

    private static void MapTenants(this IEndpointRouteBuilder tenants)
    {
        tenants.MapGet("/tenants", TenantCalls.ListAsync).WithName("listTenants")
            .WithSummary("All tenants, with their keys").Produces<TenantList>()
            .Problems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        tenants.MapPost("/tenants", TenantCalls.CreateAsync).WithName("createTenant")
            .WithSummary("Make a tenant; it has no key yet").Produces<TenantView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict);
        tenants.MapGet("/tenants/{name}", TenantCalls.GetAsync).WithName("getTenant").WithSummary("A tenant")
            .Produces<TenantView>().Problems(StatusCodes.Status404NotFound);
        tenants.MapPatch("/tenants/{name}", TenantCalls.ChangeAsync).WithName("changeTenant")
            .WithSummary("Change limits, disable or enable a tenant").Produces<TenantView>()
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        tenants.MapDelete("/tenants/{name}", TenantCalls.DeleteAsync).WithName("deleteTenant")
            .WithSummary("Remove a tenant with its keys; its jobs stay until they expire")
            .Produces(StatusCodes.Status204NoContent).Problems(StatusCodes.Status404NotFound);
        tenants.MapPost("/tenants/{name}/keys", KeyCalls.CreateAsync).WithName("createKey")
            .WithSummary("Make a key; it is shown this once")
            .Produces<NewKeyView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        tenants.MapPost("/tenants/{name}/keys/{id}/rotate", KeyCalls.RotateAsync).WithName("rotateKey")
            .WithSummary("Make a key in place of another, which expires after an overlap")
            .Produces<NewKeyView>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        tenants.MapDelete("/tenants/{name}/keys/{id}", KeyCalls.RevokeAsync).WithName("revokeKey")
            .WithSummary("Revoke a key, at once")
            .Produces(StatusCodes.Status204NoContent).Problems(StatusCodes.Status404NotFound);
    }
}
