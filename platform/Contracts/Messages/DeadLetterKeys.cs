using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Where dead letters are kept.</summary>
public static partial class DeadLetterKeys
{
    public const string Prefix = "_dead/";

    private const int HashBytes = 8;

    public static string Letter(string id) => $"{Prefix}{id}";

    /// <summary>
    /// The time, counted down, and of what the message is made: of one that comes twice at a time there is one.
    /// </summary>
    public static string NewId(DateTimeOffset at, ReadOnlySpan<byte> body) =>
        $"{long.MaxValue - at.UtcTicks:D19}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, HashBytes))}";

    /// <summary>False for anything this platform cannot have given out; such an id never reaches a store.</summary>
    public static bool IsWellFormed(string id) => Id().IsMatch(id);

    /// <summary>When the letter of that key came; null for a stray object under the prefix.</summary>
    public static DateTimeOffset? TimeOf(string key)
    {
        var id = key[Prefix.Length..];
        return IsWellFormed(id)
            && long.MaxValue - long.Parse(id.AsSpan(0, 19), CultureInfo.InvariantCulture) is >= 0 and var ticks
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    [GeneratedRegex("^[0-8][0-9]{18}-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
