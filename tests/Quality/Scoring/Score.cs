namespace DaprProcessing.Quality.Scoring;

/// <summary>How many of the expected things were found, and how many of the found ones were expected.</summary>
internal readonly record struct Score(double Hits, double Expected, double Found)
{
    public double Recall => Expected == 0 ? 1 : Hits / Expected;

    public double Precision => Found == 0 ? Expected == 0 ? 1 : 0 : Hits / Found;

    public double F1 => Hits == 0 ? Expected == 0 && Found == 0 ? 1 : 0 : 2 * Hits / (Expected + Found);

    public static Score operator +(Score one, Score other) =>
        new(one.Hits + other.Hits, one.Expected + other.Expected, one.Found + other.Found);

    /// <summary>Things that may come more than once, each as often as it comes.</summary>
    public static Score OfBags<T>(IEnumerable<T> expected, IEnumerable<T> found) where T : notnull
    {
        var left = expected.CountBy(item => item).ToDictionary();
        var (all, hits, count) = (left.Values.Sum(), 0, 0);
        foreach (var item in found)
        {
            count++;
            if (left.TryGetValue(item, out var times) && times > 0)
            {
                left[item] = times - 1;
                hits++;
            }
        }

        return new Score(hits, all, count);
    }
}
