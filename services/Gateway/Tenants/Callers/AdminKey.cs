using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Tenants.Callers;

/// <summary>The administrator's key, from the settings or a file.</summary>
internal sealed class AdminKey(IOptions<TenantOptions> options)
{
    private readonly byte[]? _hash = Read(options.Value) is { Length: > 0 } key ? Hash(key) : null;

    public bool Is(string presented) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(presented));

    /// <summary>The key as it is set; empty for none.</summary>
    public static string Read(TenantOptions options) =>
        options.AdminKeyFile.Length > 0 ? File.ReadAllText(options.AdminKeyFile).Trim() : options.AdminKey;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
