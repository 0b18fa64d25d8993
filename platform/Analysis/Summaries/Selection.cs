namespace DaprProcessing.Analysis.Summaries;

/// <summary>Picks sentences that rank high and do not say the same.</summary>
internal static class Selection
{
    private const double Novelty = 0.4;

    /// <returns>Positions, best first.</returns>
    public static List<int> Pick(IReadOnlyList<double> ranks, SentenceSimilarity similarity, int wanted)
    {
        var left = Enumerable.Range(0, ranks.Count).ToList();
        var picked = new List<int>();
        while (picked.Count < wanted && left.Count > 0)
        {
            var best = left.MaxBy(i => ((1 - Novelty) * ranks[i])
                - (Novelty * picked.Select(chosen => similarity.Of(i, chosen)).DefaultIfEmpty(0).Max()));
            picked.Add(best);
            left.Remove(best);
        }

        return picked;
    }
}
