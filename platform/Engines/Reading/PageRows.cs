using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>What lines of a page weigh.</summary>
internal static class PageRows
{
    public static int LettersOf(IEnumerable<PageWord> row) => row.Sum(word => word.Text.Length);

    /// <summary>By letters; sure where nobody tells.</summary>
    public static double ConfidenceOf(IReadOnlyCollection<PageWord> row) => LettersOf(row) is 0 ? 1
        : row.Sum(word => (word.Confidence ?? 1) * word.Text.Length) / LettersOf(row);
}
