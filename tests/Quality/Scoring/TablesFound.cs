namespace DaprProcessing.Quality.Scoring;

/// <summary>Which tables were found at all, however they are cut inside: by the words they share, each with one other.</summary>
internal static class TablesFound
{
    private const double Enough = 0.5;

    public static Score Of(IReadOnlyList<Grid> expected, IReadOnlyList<Grid> found)
    {
        var left = found.Select(Words).ToList();
        var hits = 0;
        foreach (var words in expected.Select(Words))
        {
            var best = left.Select(other => Score.OfBags(words, other).F1).Select((score, index) => (score, index))
                .DefaultIfEmpty((score: 0, index: -1)).MaxBy(pair => pair.score);
            if (best.score >= Enough)
            {
                hits++;
                left.RemoveAt(best.index);
            }
        }

        return new Score(hits, expected.Count, found.Count);
    }

    private static List<string> Words(Grid grid) => [.. grid.Cells.SelectMany(cell => Plain.Words(cell.Text))];
}
