using Microsoft.AspNetCore.Authentication;

namespace Dapr.AspNetCore;

/// <summary>How calls of the sidecar are told from others.</summary>
public class DaprAuthenticationOptions : AuthenticationSchemeOptions
{
    internal const string DefaultScheme = "Dapr";

    /// <summary>The token the sidecar sends; APP_API_TOKEN where not set.</summary>
    public string? Token { get; set; }
}
