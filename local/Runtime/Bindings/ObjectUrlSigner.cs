using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>Makes and checks URLs that allow one method on one object until a time, without any other credential.</summary>
internal sealed class ObjectUrlSigner
{
    private readonly byte[] _key;

    private ObjectUrlSigner(byte[] key) => _key = key;

    /// <summary>The key is kept in a file, so that a URL outlives a restart of the runtime.</summary>
    public static ObjectUrlSigner Open(string keyFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(keyFile)!);
        if (!File.Exists(keyFile))
        {
            var temporary = $"{keyFile}.{Guid.NewGuid():n}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(32));
            }

            File.Move(temporary, keyFile, overwrite: true);
        }

        return new ObjectUrlSigner(File.ReadAllBytes(keyFile));
    }

    public string Query(string component, string key, string method, DateTimeOffset expires)
    {
        var end = expires.ToUnixTimeSeconds();
        return $"expires={end}&method={method}&signature={Convert.ToHexStringLower(Sign(component, key, method, end))}";
    }

    public bool IsValid(string component, string key, string method, string? expires, string? signature, DateTimeOffset now)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end) || end < now.ToUnixTimeSeconds()
            || signature is not { Length: 64 } || !signature.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Sign(component, key, method, end), Convert.FromHexString(signature));
    }

    private byte[] Sign(string component, string key, string method, long expires) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method}\n{component}\n{expires}\n{key}"));
}
