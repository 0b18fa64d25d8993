namespace DaprProcessing.Analysis.Summaries;

/// <summary>
/// Ranks sentences by how much they have in common with the others (the stationary vector of a walk over their similarity, as
/// in TextRank), the first of a text a little higher: that is where texts say what they are about.
/// </summary>
internal static class SentenceRanker
{
    private const double Damping = 0.85;
    private const int Rounds = 30;
    private const double LeadBonus = 0.25;

    /// <param name="sentences">The telling words of each, in small letters.</param>
    public static double[] Rank(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        var count = sentences.Count;
        if (count == 0)
        {
            return [];
        }

        var similarity = new SentenceSimilarity(sentences);
        var weights = new double[count][];
        for (var i = 0; i < count; i++)
        {
            weights[i] = [.. Enumerable.Range(0, count).Select(j => i == j ? 0 : similarity.Of(i, j))];
        }

        var sums = weights.Select(row => row.Sum()).ToArray();
        var ranks = Enumerable.Repeat(1.0, count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    next[i] += sums[j] > 0 ? weights[j][i] / sums[j] * ranks[j] : 0;
                }

                next[i] = 1 - Damping + (Damping * next[i]);
            }

            ranks = next;
        }

        var highest = ranks.Max();
        return [.. ranks.Select((rank, i) => Math.Round((rank / highest) + (LeadBonus / (1 + i)), 6))];
    }
}
