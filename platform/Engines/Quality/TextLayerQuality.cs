using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>Judges whether a page's text layer can be used as it is, or the page should be recognised from its image.</summary>
public static class TextLayerQuality
{
    public const string NoTextLayer = "no_text_layer";
    public const string GarbledTextLayer = "garbled_text_layer";
    public const string ScannedPageWithStrayText = "scanned_page_with_stray_text";

    /// <summary>The words look like those of no language: another look tells.</summary>
    public const string DoubtfulTextLayer = "doubtful_text_layer";

    /// <summary>The layer is good, and pictures or shapes show more text.</summary>
    public const string TextInPictures = "text_in_pictures";

    /// <summary>The layer is good but for some words.</summary>
    public const string UnreadableLetters = "unreadable_letters";

    private const int FewestBroken = 3;

    /// <summary>Three words: names and abbreviations cost below 6 then, and shifted letters 6.4 and more.</summary>
    private const int FewestLetters = 12;

    private const double FarTooDear = 6.2;

    /// <summary>A word or two: real ones cost below 5, but for a name in a hundred.</summary>
    private const int FewestOfAll = 7;
    private const double TooDearForAWord = 5.3;

    /// <summary>One page in four hundred has a line that costs so much, of genes or an alphabet.</summary>
    private const int FewestOfALine = 20;
    private const double TooDearForALine = 6;

    private const int FewSigns = 3;

    /// <summary>Text outside the layer on so much of the page makes it a scan.</summary>
    private const double PageShare = 0.5;

    /// <summary>Images below this share of the page are ornaments; a page with nothing else is blank.</summary>
    private const double OrnamentShare = 0.02;

    private const double ScanShare = 0.6;

    /// <summary>A stamp, a page number, a running title.</summary>
    private const int StrayLetters = 100;

    /// <returns>Null where the layer is good or the page is blank, else one of the constants above.</returns>
    public static string? Judge(PageText page)
    {
        var imageShare = ImageCoverage.Of(page);
        var unreadShare = page.Unread is { } unread ? unread.Sum(box => box.Area) / (page.WidthPt * page.HeightPt) : 0;
        if (page.Words.Count == 0)
        {
            return imageShare > OrnamentShare || unreadShare > 0 ? NoTextLayer : null;
        }

        var letters = LetterStatistics.Of(page.Words);
        if (letters.LooksGarbled)
        {
            return GarbledTextLayer;
        }

        if (unreadShare >= PageShare || (imageShare >= ScanShare && letters.Letters < StrayLetters))
        {
            return ScannedPageWithStrayText;
        }

        return letters.LooksUnparted(page.Words.Count) || letters.HasManySymbols
            || letters is { Letters: 0, Symbols: >= FewSigns } || LooksDoubtful(page.Words) || OddLetters.Look(page.Words)
            || DoubtfulFonts(page).Count > 0 || DoubtfulLines(page).Any() ? DoubtfulTextLayer
            : unreadShare > 0 ? TextInPictures
            : HasUnreadableLetters(page) ? UnreadableLetters : null;
    }

    public static bool HasUnreadableLetters(PageText page) => page.Words.Count(BrokenWord.Is) >= FewestBroken
        || page.Words.Any(word => BrokenWord.IsAllBroken(word.Text));

    /// <summary>A font may have a wrong map beside others that are right: each is judged by its own words.</summary>
    public static IReadOnlySet<int> DoubtfulFonts(PageText page) => page.Fonts.Count < 2 ? new HashSet<int>()
        : page.Words.GroupBy(word => word.Font).Where(words => LetterPairs.AreDearerThan([.. words], letters => letters switch
        {
            >= 24 => 5.6,
            >= FewestLetters => FarTooDear,
            _ => double.PositiveInfinity,
        })).Select(words => words.Key).ToHashSet();

    /// <summary>Two subsets of one font are one to a reader, and either may have a wrong map: lines are judged as well.</summary>
    public static IEnumerable<IReadOnlyList<PageWord>> DoubtfulLines(PageText page) => PageLines.Of(page.Words).Where(line =>
        line.Count < page.Words.Count
        && (LetterPairs.AreDearerThan(line, letters => letters >= FewestOfALine ? TooDearForALine : double.PositiveInfinity)
            || OddLetters.Look(line)));

    /// <summary>No language costs so much; names and codes may, so it takes a look at the page to be sure.</summary>
    private static bool LooksDoubtful(IReadOnlyList<PageWord> words) => LetterPairs.AreDearerThan(words, letters => letters switch
    {
        >= 300 => 4.8,
        >= 100 => 4.95,
        >= 24 => 5.2,
        >= FewestLetters => FarTooDear,
        >= FewestOfAll => TooDearForAWord,
        _ => double.PositiveInfinity,
    });
}
