using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;

namespace DaprProcessing.Engines.Reading;

/// <summary>Which lines of a recognised page want a second opinion, and why.</summary>
/// <param name="Reason"><see cref="NothingRead"/>, <see cref="UnknownWords"/> or <see cref="LowConfidence"/>.</param>
/// <param name="Lines">Those in doubt, by their place among <see cref="PageLines.Of"/>.</param>
/// <param name="SurePlaces">Where the other words stand.</param>
public sealed record RecognitionDoubt(string Reason, IReadOnlySet<int> Lines, IReadOnlyList<Box> SurePlaces)
{
    /// <summary>The page, or a part of it that looks like text, shows nothing that the recogniser took for text.</summary>
    public const string NothingRead = "nothing_read";

    /// <summary>The words look like those of no language.</summary>
    public const string UnknownWords = "unknown_words";

    /// <summary>The recogniser is not sure of what it read.</summary>
    public const string LowConfidence = "low_confidence";

    /// <summary>Lines that are read right are read above this but for names and numbers.</summary>
    private const double SureLine = 0.8;

    /// <summary>A page read below it is looked at again as a whole: among so many wrong letters the sure ones are wrong,
    /// too.</summary>
    private const double SurePage = 0.8;

    /// <summary>Less of a page than this in doubt is the noise of every scan.</summary>
    private const double LeastShare = 0.03;

    /// <summary>No language costs so much (see <see cref="LetterPairs"/>).</summary>
    private const double DearestLanguage = 4.7;

    private const int FewestLetters = 100;

    /// <summary>Of a page of which parts alone were recognised: those that are in doubt as a whole are its
    /// <see cref="PageText.Unread"/>. Null where there is none.</summary>
    public static RecognitionDoubt? OfRegions(PageText page)
    {
        var ofWords = page.Words.Count == 0 ? null : Of(page);
        return page.Unread is not { Count: > 0 } && page.Untried is not { Count: > 0 } ? ofWords
            : ofWords ?? new RecognitionDoubt(NothingRead, new HashSet<int>(), [.. page.Words.Select(word => word.Box)]);
    }

    /// <summary>Null where there is none.</summary>
    public static RecognitionDoubt? Of(PageText page)
    {
        var rows = PageLines.Of(page.Words).ToList();
        var all = Enumerable.Range(0, rows.Count).ToHashSet();
        if (rows.Count == 0)
        {
            return new RecognitionDoubt(NothingRead, all, []);
        }

        if (LetterPairs.AreDearerThan(
            page.Words, letters => letters >= FewestLetters ? DearestLanguage : double.PositiveInfinity))
        {
            return new RecognitionDoubt(UnknownWords, all, []);
        }

        if (page.Confidence < SurePage || page.UnreadReason == PageText.NoWords)
        {
            return new RecognitionDoubt(LowConfidence, all, []);
        }

        var doubtful = all.Where(row => PageRows.ConfidenceOf(rows[row]) < SureLine).ToHashSet();
        var letters = (double)rows.Sum(PageRows.LettersOf);
        return doubtful.Sum(row => PageRows.LettersOf(rows[row])) < LeastShare * letters ? null
            : new RecognitionDoubt(LowConfidence, doubtful,
                [.. all.Except(doubtful).SelectMany(row => rows[row]).Select(word => word.Box)]);
    }
}
