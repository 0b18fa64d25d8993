using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Tenants.Callers;
using DaprProcessing.Gateway.Tenants.Keys;
using DaprProcessing.Platform.Hosting.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Tenants;

internal static class TenantsRegistration
{
    /// <summary>
    /// Adds who may call: every route asks for a caller unless it says <c>AllowAnonymous</c>, so that a new one is not open by
    /// mistake.
    /// </summary>
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        AddOptions(services);
        services.AddSingleton<TenantStore>().AddSingleton<KnownTenants>().AddSingleton<KeyUses>().AddSingleton<AdminKey>()
            .AddHostedService<BindGuard>();
        services.AddAuthentication(CallerSchemes.Any)
            .AddPolicyScheme(CallerSchemes.Any, null, scheme => scheme.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(CallerSchemes.Key, null)
            .AddJwtBearer(CallerSchemes.Token, _ => { });
        RemoveKeysOfCookies(services);
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtSetup>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(CallerSchemes.AdminPolicy, policy => policy.RequireRole(CallerSchemes.AdminPolicy));
        return services;
    }

    /// <summary>
    /// Authentication has keys made at each start for cookies, which nobody has here: it would leave a file in the home of
    /// whoever starts it, and warn of it.
    /// </summary>
    private static void RemoveKeysOfCookies(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<TenantOptions>().BindConfiguration(TenantOptions.Section)
            .Validate(
                options => options.AdminKeyFile.Length == 0 || File.Exists(options.AdminKeyFile),
                "Tenants:AdminKeyFile is not there")
            .Validate(
                options => !(options.AdminKey.Length > 0 || File.Exists(options.AdminKeyFile))
                    || AdminKey.Read(options).Length >= TenantOptions.LeastAdminKey,
                $"the administrator's key must have at least {TenantOptions.LeastAdminKey} characters")
            .Validate(
                options => !options.Jwt.IsOn || (options.Jwt.Issuer.Length > 0 && options.Jwt.Audience.Length > 0),
                "Tenants:Jwt needs Issuer and Audience")
            .Validate(
                options => options.Jwt.JwksUrl.Length == 0
                    || (Uri.TryCreate(options.Jwt.JwksUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
                "Tenants:Jwt:JwksUrl must be a URL")
            .ValidateOnStart();
        // Callers who need a key for everything else are not shown them without one.
        services.AddOptions<MetricsOptions>().PostConfigure<IOptions<TenantOptions>>(
            (metrics, tenants) => metrics.OnServicePort &= !tenants.Value.AreRequired);
    }

    private static string SchemeOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<TenantOptions>>().Value.Jwt.IsOn
        && PresentedKey.Of(context.Request) is { } presented && presented.Count(letter => letter == '.') == 2
        // The administrator's own may have two dots as well.
        && !context.RequestServices.GetRequiredService<AdminKey>().Is(presented)
            ? CallerSchemes.Token
            : CallerSchemes.Key;
}
