namespace DaprProcessing.Quality.Scoring;

/// <summary>Headings or list items, each told by its text, which need not be the same to the letter.</summary>
internal static class Items
{
    private const double Alike = 0.85;

    /// <summary>
    /// Headings without their numbers: some truths have a number that stands in a box of its own behind the heading, or as a
    /// heading by itself, which then counts for nothing.
    /// </summary>
    public static Score OfHeadings(IEnumerable<string> expected, IEnumerable<string> found) =>
        Of(expected.Select(WithoutNumber), found.Select(WithoutNumber));

    public static Score Of(IEnumerable<string> expected, IEnumerable<string> found)
    {
        var truth = expected.Select(Plain.Of).Where(text => text.Length > 0).ToList();
        var left = found.Select(Plain.Of).Where(text => text.Length > 0).ToList();
        var (all, hits) = (left.Count, 0);
        foreach (var text in truth)
        {
            var match = left.IndexOf(text);
            match = match >= 0 ? match : left.FindIndex(other => IsAlike(text, other));
            if (match >= 0)
            {
                hits++;
                left.RemoveAt(match);
            }
        }

        return new Score(hits, truth.Count, all);
    }

    private static string WithoutNumber(string heading) =>
        string.Join(' ', heading.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SkipWhile(IsNumber)
            .Reverse().SkipWhile(IsNumber).Reverse());

    private static bool IsNumber(string word) => word.All(c => char.IsDigit(c) || c is '.' or '-' or '(' or ')');

    private static bool IsAlike(string one, string other) =>
        2.0 * Math.Min(one.Length, other.Length) >= Alike * (one.Length + other.Length)
            && CommonText.Similarity(one, other) >= Alike;
}
