using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.BrokerClients;

/// <summary>What a client of the broker published on a stage's topic, as an object until the gateway has judged it.</summary>
/// <param name="At">When the stage got it.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Body">As it came, without an envelope.</param>
public sealed record BrokerMessage(DateTimeOffset At, string Topic, ReadOnlyMemory<byte> Body);

/// <summary>Where messages of clients wait: the oldest first in the order of keys.</summary>
public static partial class BrokerMessageKeys
{
    public const string Prefix = "_messages/";

    private const int HashBytes = 16;

    /// <summary>Of one that comes twice at a time there is one.</summary>
    public static string Of(BrokerMessage message) =>
        $"{Prefix}{message.At.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}-"
        + Convert.ToHexStringLower(SHA256.HashData(message.Body.Span).AsSpan(0, HashBytes));

    /// <summary>False for a stray object under the prefix.</summary>
    public static bool IsWellFormed(string key) => Key().IsMatch(key);

    [GeneratedRegex("^_messages/[0-9]{19}-[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
