using System.Security.Claims;

namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>Names of the ways to say who is calling.</summary>
internal static class CallerSchemes
{
    /// <summary>Chooses between the two below by what the request shows.</summary>
    public const string Any = "Caller";

    public const string Key = "ApiKey";

    public const string Token = "Jwt";

    /// <summary>The policy of calls that only the administrator may make.</summary>
    public const string AdminPolicy = "admin";

    public static ClaimsPrincipal Principal(string scheme, string name, bool isAdmin = false) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, name), .. isAdmin ? [new Claim(ClaimTypes.Role, AdminPolicy)] : (Claim[])[]], scheme));
}
