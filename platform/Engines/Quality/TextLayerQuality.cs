using System.Globalization;
using System.Text;
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

        return letters.LooksUnparted(page.Words.Count) || LooksDoubtful(page) ? DoubtfulTextLayer
            : unreadShare > 0 ? TextInPictures
            : page.Words.Count(IsBroken) >= FewestBroken ? UnreadableLetters : null;
    }

    /// <summary>Letters, and among them signs that stand for none.</summary>
    public static bool IsBroken(PageWord word) =>
        word.Text.AsSpan().ContainsAnyExceptInRange(' ', '~') && word.Text.Any(char.IsLetter)
        && word.Text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.Control);

    /// <summary>No language costs so much; names and codes may, so it takes a look at the page to be sure.</summary>
    private static bool LooksDoubtful(PageText page) => LetterPairs.CostOf(page.Words) switch
    {
        (var cost, >= 300) => cost > 4.8,
        (var cost, >= 100) => cost > 4.95,
        (var cost, >= 24) => cost > 5.2,
        _ => false,
    };
}
