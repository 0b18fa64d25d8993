namespace DaprProcessing.Quality.Scoring;

/// <summary>Finds a text within another that may differ from it by a few letters.</summary>
internal static class Search
{
    /// <returns>Where the best match ends, or -1 where each has more than <paramref name="most"/> letters wrong.</returns>
    public static int End(string text, string sought, int most)
    {
        // Sellers' matrix, a column for each letter of the text: a match may begin anywhere, so its first row is zero.
        var column = Enumerable.Range(0, sought.Length + 1).ToArray();
        var (best, end) = (sought.Length <= most ? sought.Length : most + 1, sought.Length <= most ? 0 : -1);
        for (var at = 0; at < text.Length; at++)
        {
            var diagonal = 0;
            for (var row = 1; row <= sought.Length; row++)
            {
                var cost = Math.Min(diagonal + (text[at] == sought[row - 1] ? 0 : 1), Math.Min(column[row], column[row - 1]) + 1);
                (diagonal, column[row]) = (column[row], cost);
            }

            if (column[^1] < best)
            {
                (best, end) = (column[^1], at + 1);
            }
        }

        return end;
    }
}
