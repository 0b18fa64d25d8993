namespace DaprProcessing.Gateway.Tenants;

/// <summary>Who may call. Section <c>Tenants</c>.</summary>
public sealed class TenantOptions
{
    public const string Section = "Tenants";

    /// <summary>Fewer characters are too easily guessed.</summary>
    public const int LeastAdminKey = 16;

    /// <summary>
    /// The administrator's key, which makes tenants and their keys. With one (or with <see cref="Jwt"/>) every caller needs a
    /// key; without, everybody on the loopback interface is the tenant <c>local</c>.
    /// </summary>
    public string AdminKey { get; set; } = "";

    /// <summary>A file that holds the administrator's key, in place of <see cref="AdminKey"/>.</summary>
    public string AdminKeyFile { get; set; } = "";

    /// <summary>
    /// Without tenants: take callers on every interface. For a gateway that only a proxy with a sign-in of its own can reach.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Tokens of an identity provider.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>Whether callers need a key or a token.</summary>
    internal bool AreRequired => AdminKey.Length > 0 || AdminKeyFile.Length > 0 || Jwt.IsOn;
}

/// <summary>JWT bearer tokens: signed with a key of the set, for this audience, with the tenant's name in a claim.</summary>
public sealed class JwtOptions
{
    public string Issuer { get; set; } = "";

    public string Audience { get; set; } = "";

    /// <summary>The key set (RFC 7517) as a file; read again from time to time, and when a token names a key not in it.</summary>
    public string JwksFile { get; set; } = "";

    /// <summary>The key set as a URL; <c>http</c> only on this machine.</summary>
    public string JwksUrl { get; set; } = "";

    public string TenantClaim { get; set; } = "tenant";

    internal bool IsOn => JwksFile.Length > 0 || JwksUrl.Length > 0;
}
