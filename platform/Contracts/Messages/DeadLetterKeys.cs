using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Where dead letters are kept.</summary>
public static partial class DeadLetterKeys
{
    public const string Prefix = "_dead/";

    /// <summary>Of the markers that say which jobs are named in letters.</summary>
    public const string AllNamed = "_dead-of/";

    private const int HashBytes = 8;

    public static string Letter(string id) => $"{Prefix}{id}";

    /// <summary>Of the markers of letters that name the job; a job's id alone says which it is.</summary>
    public static string Named(string jobId) => $"{AllNamed}{jobId}/";

    public static string NamedMarker(string jobId, string id) => $"{Named(jobId)}{id}";

    /// <summary>The letter of a letter's or a marker's key.</summary>
    public static string IdOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>
    /// The time, counted down, and of what the message is made: of one that comes twice at a time there is one.
    /// </summary>
    public static string NewId(DateTimeOffset at, ReadOnlySpan<byte> body) =>
        $"{long.MaxValue - at.UtcTicks:D19}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, HashBytes))}";

    /// <summary>False for anything this platform cannot have given out; such an id never reaches a store.</summary>
    public static bool IsWellFormed(string id) => Id().IsMatch(id);

    /// <summary>When the letter of that key or marker came; null for a stray object under a prefix.</summary>
    public static DateTimeOffset? TimeOf(string key)
    {
        var id = IdOf(key);
        return IsWellFormed(id)
            && long.MaxValue - long.Parse(id.AsSpan(0, 19), CultureInfo.InvariantCulture) is >= 0 and var ticks
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    [GeneratedRegex("^[0-8][0-9]{18}-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
