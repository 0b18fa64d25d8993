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

    /// <summary>Images below this share of the page are ornaments; a page with nothing else is blank.</summary>
    private const double OrnamentShare = 0.02;

    private const double ScanShare = 0.6;

    /// <summary>A stamp, a page number, a running title.</summary>
    private const int StrayLetters = 100;

    /// <returns>Null where the layer is good or the page is blank, else one of the constants above.</returns>
    public static string? Judge(PageText page)
    {
        var imageShare = ImageCoverage.Of(page);
        if (page.Words.Count == 0)
        {
            return imageShare > OrnamentShare ? NoTextLayer : null;
        }

        var letters = LetterStatistics.Of(page.Words);
        if (letters.LooksGarbled)
        {
            return GarbledTextLayer;
        }

        return imageShare >= ScanShare && letters.Letters < StrayLetters ? ScannedPageWithStrayText : null;
    }
}
