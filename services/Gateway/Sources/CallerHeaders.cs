using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Headers that a caller wants sent with a request of ours. Those that say how the request itself is made are not taken: with
/// them a caller could reach another host behind the same address, or have two servers read one request differently.
/// </summary>
internal static class CallerHeaders
{
    private const int MaxCount = 32;
    private const int MaxLength = 4096;

    private static readonly HashSet<string> OfTheRequest = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Range",
        "Accept-Encoding", "Forwarded",
    };

    private static readonly string[] OfTheRequestPrefixes = ["Content-", "Proxy-", "Sec-", "X-Forwarded-"];

    /// <param name="place">What they belong to, in the names of those that are not taken.</param>
    /// <param name="ignored">Takes the names of those.</param>
    public static IReadOnlyDictionary<string, string> Read(JsonNode? given, string place, List<string> ignored)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in given as JsonObject ?? [])
        {
            if (taken.Count < MaxCount && node is JsonValue value && value.TryGetValue(out string? text) && IsTaken(name, text))
            {
                taken[name] = text;
            }
            else
            {
                ignored.Add($"{place}.{name}");
            }
        }

        return taken;
    }

    public static void AddTo(HttpRequestHeaders headers, IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsTaken(string name, string value) =>
        name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && !OfTheRequest.Contains(name)
        && !OfTheRequestPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        && value.Length <= MaxLength && value.All(letter => letter is >= ' ' and <= '~');
}
