using System.Text.RegularExpressions;

namespace DaprProcessing.TestKit;

/// <summary>The word error rate of a transcript: words put in, left out or mistaken, to the words that were said.</summary>
public static partial class WordErrors
{
    public static double RateOf(string said, string heard)
    {
        var (expected, actual) = (Words(said), Words(heard));
        var costs = Enumerable.Range(0, actual.Length + 1).ToArray();
        for (var i = 1; i <= expected.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i;
            for (var j = 1; j <= actual.Length; j++)
            {
                var other = Math.Min(diagonal + (expected[i - 1] == actual[j - 1] ? 0 : 1), Math.Min(costs[j], costs[j - 1]) + 1);
                (diagonal, costs[j]) = (costs[j], other);
            }
        }

        return costs[^1] / (double)Math.Max(1, expected.Length);
    }

    /// <summary>Small letters and digits, one space between words.</summary>
    public static string Normalized(string text) => string.Join(' ', Words(text));

    private static string[] Words(string text) =>
        [.. Word().Matches(text.ToLowerInvariant().Replace('’', '\'')).Select(match => match.Value.Trim('\''))];

    [GeneratedRegex(@"[\p{L}\p{N}']*[\p{L}\p{N}][\p{L}\p{N}']*")]
    private static partial Regex Word();
}
