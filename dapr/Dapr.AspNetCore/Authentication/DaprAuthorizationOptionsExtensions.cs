using System.Security.Claims;
using Dapr.AspNetCore;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>Authorization of the sidecar.</summary>
public static class DaprAuthorizationOptionsExtensions
{
    /// <summary>Adds a policy that only the sidecar satisfies.</summary>
    public static void AddDapr(this AuthorizationOptions options, string name = "Dapr")
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(name, policy => policy
            .AddAuthenticationSchemes(DaprAuthenticationOptions.DefaultScheme)
            .RequireClaim(ClaimTypes.NameIdentifier, DaprAuthenticationOptions.DefaultScheme));
    }
}
