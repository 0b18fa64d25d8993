namespace DaprProcessing.Quality.Scoring;

/// <summary>
/// Words of one reader that another has as well, though it may cut them otherwise: letters set apart, words that touch, a hyphen
/// taken back or not.
/// </summary>
internal static class WordsRead
{
    /// <summary>
    /// A word counts as often as it comes in both, and where it lacks as often as its letters stand in a row in both, whatever
    /// spaces and signs are between them.
    /// </summary>
    public static Score Of(IReadOnlyList<string> expected, IReadOnlyList<string> found) =>
        new(Shared(expected, found).Count(), expected.Count, found.Count);

    /// <summary>Those of the expected words that are found, each as often as it counts.</summary>
    public static IEnumerable<string> Shared(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var (theirs, ours) = (string.Concat(expected), string.Concat(found));
        var left = found.CountBy(word => word).ToDictionary();
        foreach (var (word, count) in expected.CountBy(word => word))
        {
            var missing = count - left.GetValueOrDefault(word);
            var hits = missing <= 0 ? count : count - Math.Clamp(Count(theirs, word) - Count(ours, word), 0, missing);
            for (var hit = 0; hit < hits; hit++)
            {
                yield return word;
            }
        }
    }

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
