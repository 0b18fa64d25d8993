using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>The lines of a page, as its source ended them.</summary>
internal static class PageRows
{
    public static List<List<PageWord>> Of(IReadOnlyList<PageWord> words)
    {
        var rows = new List<List<PageWord>>();
        var isNew = true;
        foreach (var word in words)
        {
            if (isNew)
            {
                rows.Add([]);
            }

            rows[^1].Add(word);
            isNew = word.EndsLine;
        }

        return rows;
    }

    public static int LettersOf(IEnumerable<PageWord> row) => row.Sum(word => word.Text.Length);

    /// <summary>By letters; sure where nobody tells.</summary>
    public static double ConfidenceOf(IReadOnlyCollection<PageWord> row) => LettersOf(row) is 0 ? 1
        : row.Sum(word => (word.Confidence ?? 1) * word.Text.Length) / LettersOf(row);
}
