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
    public static Score Of(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var (theirs, ours) = (string.Concat(expected), string.Concat(found));
        var left = found.CountBy(word => word).ToDictionary();
        var hits = 0;
        foreach (var (word, count) in expected.CountBy(word => word))
        {
            var missing = count - left.GetValueOrDefault(word);
            hits += missing <= 0 ? count : count - Math.Clamp(Count(theirs, word) - Count(ours, word), 0, missing);
        }

        return new Score(hits, expected.Count, found.Count);
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
