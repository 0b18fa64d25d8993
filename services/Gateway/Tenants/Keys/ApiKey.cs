using System.Security.Cryptography;
using System.Text;

namespace DaprProcessing.Gateway.Tenants.Keys;

/// <summary>
/// A key as callers send it: <c>dpk_{tenant}_{id}_{secret}</c>. Tenant and id say where to look; the secret is compared with a
/// hash. The first part lets scanners of source code find a key that leaked.
/// </summary>
internal sealed record ApiKey(string Tenant, string Id, string Secret)
{
    private const string Prefix = "dpk";
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const int SecretLength = 32;
    private const int SaltBytes = 16;

    public static ApiKey New(string tenant) => new(
        tenant, RandomNumberGenerator.GetString(Alphabet, IdLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>Null for what no key of this platform looks like.</summary>
    public static ApiKey? Parse(string text) =>
        text.Split('_') is [Prefix, var tenant, { Length: IdLength } id, { Length: SecretLength } secret]
            && Tenants.Tenant.IsWellFormed(tenant) && id.All(Alphabet.Contains) && secret.All(Alphabet.Contains)
            ? new ApiKey(tenant, id, secret)
            : null;

    public ApiKeyRecord ToRecord(string label, DateTimeOffset createdAt, DateTimeOffset? expiresAt)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new ApiKeyRecord(
            Id, label, Convert.ToBase64String(salt), Convert.ToBase64String(HashWith(salt)), createdAt, expiresAt);
    }

    public bool Matches(ApiKeyRecord record) => CryptographicOperations.FixedTimeEquals(
        HashWith(Convert.FromBase64String(record.Salt)), Convert.FromBase64String(record.Hash));

    public override string ToString() => $"{Prefix}_{Tenant}_{Id}_{Secret}";

    private byte[] HashWith(byte[] salt) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(Secret)]);
}
