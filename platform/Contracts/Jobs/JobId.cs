using System.Security.Cryptography;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>A job of a tenant. The tenant is part of every key, so a foreign id finds nothing.</summary>
/// <param name="Tenant">Tenant name: lower-case letters, digits, dashes.</param>
/// <param name="Id">26 characters of a 32-letter alphabet: 130 random bits.</param>
public readonly record struct JobId(string Tenant, string Id)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public static JobId New(string tenant) => new(tenant, RandomNumberGenerator.GetString(Alphabet, 26));

    /// <summary>False for anything this platform cannot have issued; such an id never reaches a store.</summary>
    public static bool IsWellFormed(string id) => id.Length == 26 && id.All(letter => Alphabet.Contains(letter));

    public override string ToString() => $"{Tenant}/{Id}";
}
