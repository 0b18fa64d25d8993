using System.ComponentModel.DataAnnotations;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Tenants.Keys;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Api.Admin;

internal static class TenantCalls
{
    public static async Task<TenantList> ListAsync(
        TenantStore tenants, KeyUses uses, TimeProvider time, CancellationToken cancellationToken)
    {
        var views = new List<TenantView>();
        foreach (var tenant in await tenants.ListAsync(cancellationToken))
        {
            views.Add(await ViewAsync(tenant, uses, time, cancellationToken));
        }

        return new TenantList(views);
    }

    public static async Task<TenantView> GetAsync(
        string name, TenantStore tenants, KeyUses uses, TimeProvider time, CancellationToken cancellationToken) =>
        await ViewAsync(
            await tenants.FindAsync(Checked(name), cancellationToken) ?? throw NotFound(name), uses, time, cancellationToken);

    public static async Task<IResult> CreateAsync(
        NewTenant wanted, TenantStore tenants, IObjectStore objects, TimeProvider time, IOptions<GatewayOptions> options,
        CancellationToken cancellationToken)
    {
        var name = wanted.Name ?? "";
        if (!options.Value.MayBeATenant(name))
        {
            throw ProblemException.BadRequest(
                "invalid_tenant",
                "A tenant's name has 1 to 40 lower-case letters, digits and dashes, a letter first; "
                + "that of the import prefix is taken.");
        }

        await CheckUnusedAsync(name, tenants, objects, cancellationToken);
        var tenant = new TenantRecord(name, time.GetUtcNow(), [], Checked(wanted.Limits) ?? TenantLimits.None);
        return await tenants.TryCreateAsync(tenant, cancellationToken)
            ? Results.Created($"/v1/admin/tenants/{name}", new TenantView(name, tenant.CreatedAt, false, tenant.Limits, []))
            : throw new ProblemException(StatusCodes.Status409Conflict, "tenant_exists", $"There is a tenant '{name}' already.");
    }

    public static async Task<TenantView> ChangeAsync(
        string name, TenantChange change, TenantStore tenants, KeyUses uses, TimeProvider time,
        CancellationToken cancellationToken)
    {
        _ = Checked(change.Limits?.Over(TenantLimits.None));
        var changed = await tenants.UpdateAsync(
            Checked(name),
            known => known with
            {
                Limits = change.Limits?.Over(known.Limits) ?? known.Limits,
                Disabled = change.Disabled ?? known.Disabled,
            },
            cancellationToken) ?? throw NotFound(name);
        return await ViewAsync(changed, uses, time, cancellationToken);
    }

    public static async Task<IResult> DeleteAsync(
        string name, TenantStore tenants, KeyUses uses, TimeProvider time, IOptions<GatewayOptions> options,
        CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(Checked(name), cancellationToken) ?? throw NotFound(name);
        var (jobs, rest) = (options.Value.Retention, options.Value.UploadRetention);
        await tenants.DeleteAsync(name, time.GetUtcNow(), jobs > rest ? jobs : rest, cancellationToken);
        foreach (var key in tenant.Keys)
        {
            await uses.ForgetAsync(name, key.Id, cancellationToken);
        }

        return Results.NoContent();
    }

    /// <summary>The name where it can be one: nothing else becomes a part of a state key.</summary>
    public static string Checked(string name) => Tenant.IsWellFormed(name) ? name : throw NotFound(name);

    public static ProblemException NotFound(string name) =>
        new(StatusCodes.Status404NotFound, "tenant_not_found", $"There is no tenant '{name}'.");

    // Documents, results and keys hang on the name: who has it next would have them all.
    private static async Task CheckUnusedAsync(
        string name, TenantStore tenants, IObjectStore objects, CancellationToken cancellationToken)
    {
        if (await tenants.DeletedAtAsync(name, cancellationToken) is { } deletedAt
            && (await objects.AnyAsync(JobKeys.ListMarkers(name), cancellationToken)
                || await objects.AnyAsync($"{name}/", cancellationToken)))
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict, "tenant_name_in_use",
                $"Jobs or uploads of the tenant '{name}' that was deleted at {deletedAt:u} are still there, and would be the new "
                + "one's. They expire by themselves; until then take another name.");
        }
    }

    private static async Task<bool> AnyAsync(this IObjectStore objects, string prefix, CancellationToken cancellationToken) =>
        await objects.ListAsync(prefix, after: null, cancellationToken).AnyAsync(cancellationToken);

    private static TenantLimits? Checked(TenantLimits? limits)
    {
        var wrong = new List<ValidationResult>();
        return limits is null || Validator.TryValidateObject(limits, new ValidationContext(limits), wrong, true) ? limits
            : throw ProblemException.BadRequest("invalid_limits", string.Join(" ", wrong.Select(what => what.ErrorMessage)));
    }

    private static async Task<TenantView> ViewAsync(
        TenantRecord tenant, KeyUses uses, TimeProvider time, CancellationToken cancellationToken)
    {
        var keys = new List<KeyView>();
        foreach (var key in tenant.Keys)
        {
            keys.Add(KeyView.Of(key, await uses.LastUsedAsync(tenant.Name, key.Id, cancellationToken), time.GetUtcNow()));
        }

        return new TenantView(tenant.Name, tenant.CreatedAt, tenant.Disabled, tenant.Limits, keys);
    }
}
