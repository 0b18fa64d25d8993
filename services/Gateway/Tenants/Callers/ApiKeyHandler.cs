using System.Net;
using System.Text.Encodings.Web;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>
/// Tells by the API key who is calling; where no tenants are configured, everybody on this machine is <c>local</c>.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder, KnownTenants tenants,
    AdminKey admin, KeyUses uses, TimeProvider time, IOptions<TenantOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!options.Value.AreRequired)
        {
            return IsOnThisMachine() ? Known(Tenant.Local.Name, new Caller(tenants.Of(Tenant.Local.Name, null)))
                : AuthenticateResult.Fail(Refused("key_required", "Without tenants, only this machine itself is served."));
        }

        if (PresentedKey.Of(Request) is not { } presented)
        {
            return AuthenticateResult.Fail(Refused("key_required", "This takes a key: X-Api-Key, or Authorization: Bearer."));
        }

        if (admin.Is(presented))
        {
            return Known("admin", new Caller(null), isAdmin: true);
        }

        try
        {
            return await CheckAsync(ApiKey.Parse(presented));
        }
        catch (ProblemException refused)
        {
            return AuthenticateResult.Fail(refused);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw (await HandleAuthenticateOnceSafeAsync()).Failure as ProblemException
            ?? Refused("key_required", "This takes a key: X-Api-Key, or Authorization: Bearer.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => throw new ProblemException(
        StatusCodes.Status403Forbidden, "admin_required", "Only the administrator may do this (Tenants:AdminKey).");

    private async Task<AuthenticateResult> CheckAsync(ApiKey? key)
    {
        // One answer for all of these: nobody is to learn which tenants and keys there are.
        if (key is null || await tenants.FindAsync(key.Tenant, Context.RequestAborted) is not { } tenant
            || tenant.Keys.FirstOrDefault(known => known.Id == key.Id) is not { } record || !key.Matches(record))
        {
            throw Refused("key_invalid", "There is no such key.");
        }

        if (record.RevokedAt is not null)
        {
            throw Refused("key_revoked", "The key has been revoked.");
        }

        if (record.ExpiresAt <= time.GetUtcNow())
        {
            throw Refused("key_expired", "The key has expired.");
        }

        if (tenant.Disabled)
        {
            throw Refused("tenant_disabled", "The tenant is disabled.");
        }

        await uses.UsedAsync(key, Context.RequestAborted);
        return Known(tenant.Name, new Caller(tenants.Of(tenant.Name, tenant)));
    }

    // The address that was connected to, not the caller's: what listens on more than the loopback interface is open to others.
    private bool IsOnThisMachine() => options.Value.AllowAnonymous
        || Context.Connection.LocalIpAddress is not { } local || IPAddress.IsLoopback(local);

    private AuthenticateResult Known(string name, Caller caller, bool isAdmin = false)
    {
        Context.Features.Set(caller);
        return AuthenticateResult.Success(
            new AuthenticationTicket(CallerSchemes.Principal(Scheme.Name, name, isAdmin), Scheme.Name));
    }

    private static ProblemException Refused(string code, string detail) =>
        new(StatusCodes.Status401Unauthorized, code, detail);
}
