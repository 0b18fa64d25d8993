using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>
/// What a recogniser makes of a photograph: letters where there are none. It is left out, and the page says where. A title that
/// is printed in the photograph is read surely and stays; a scan that is read badly stays as well, as its words stand in lines.
/// </summary>
public static class PictureNoise
{
    /// <summary>Noise of a photograph has next to no word of five letters above it, and none of three above the other.</summary>
    private const double LikelyWord = 0.6;

    private const int LongWord = 5;
    private const double SureWord = 0.85;
    private const int ShortWord = 3;

    /// <summary>From the first ideographs on: a sign is a word, or half of one.</summary>
    private const char FirstIdeograph = '\u2E80';

    /// <summary>A cover says less; what says more is a text with pictures in it.</summary>
    private const int LettersOfText = 100;

    /// <summary>Of letters outside of sure words; noise is read at 0.05 to 0.25.</summary>
    private const double NoiseConfidence = 0.3;

    /// <summary>Of signs that stand alone, which eyes and windows are read as, on a page without any word.</summary>
    private const double SignConfidence = 0.75;

    private const int FewestSigns = 3;
    private const double LengthOfSigns = 2;

    // A line of text that is read badly: so many words of that length in the mean, of one height, and of a page they are the
    // smaller part; windows and tiles in their rows are higher.
    private const int WordsOfALine = 4;
    private const double LengthOfWords = 2.5;
    private const double EvenShare = 0.7;
    private const double Lowest = 0.5;
    private const double Highest = 1.6;
    private const double ShareOfPage = 1 / 35.0;

    /// <summary>Of the doubtful letters, that stand in such lines.</summary>
    private const double MostlyLines = 0.4;

    /// <summary>The page without the noise, or as it is where there is none.</summary>
    /// <param name="quarters">How the page lies if nothing is left that tells.</param>
    public static PageText LeaveOut(PageText page, int quarters = 0)
    {
        var lines = PageLines.Of(page.Words).ToList();
        var doubtful = lines.SelectMany(Doubtful).ToList();
        var sure = PageRows.LettersOf(page.Words) - PageRows.LettersOf(doubtful);
        if (sure >= LettersOfText || !IsNoise(doubtful, sure) || StandsInLines(page, lines, doubtful))
        {
            return page;
        }

        var gone = doubtful.ToHashSet<PageWord>(ReferenceEqualityComparer.Instance);
        var places = lines.Select(line => line.FindAll(gone.Contains)).Where(line => line.Count > 0)
            .Select(line => Box.Around(line.Select(word => word.Box)));
        page = page with
        {
            Words = PageLines.Without(page.Words, doubtful),
            Unread = [.. page.Unread ?? [], .. places],
            UnreadReason = PageText.NoWords,
        };
        return page.Words.Count > 0
            ? page with { Confidence = Math.Round(PageRows.ConfidenceOf(page.Words), 4) } : AsItLay(page, quarters);
    }

    /// <summary>The page once a second recogniser has read it: places with words of its are read.</summary>
    public static PageText Settle(PageText page)
    {
        var left = page.Unread?.Where(place => !page.Words.Any(word => place.HoldsCenterOf(word.Box))).ToList();
        return left is { Count: > 0 } ? page with { Unread = left } : page with { Unread = null, UnreadReason = null };
    }

    /// <summary>Beside a word that is sure the others are words as well, however badly they are read.</summary>
    private static List<PageWord> Doubtful(List<PageWord> line) =>
        !line.Exists(IsSure) ? line : line.FindAll(word => LettersIn(word) < ShortWord && word.Confidence < LikelyWord);

    private static bool IsSure(PageWord word) => word.Confidence is not { } confidence
        || (confidence >= SureWord && LettersIn(word) >= ShortWord) || (confidence >= LikelyWord && LettersIn(word) >= LongWord)
        || (confidence >= LikelyWord && word.Text.Any(sign => sign >= FirstIdeograph));

    private static int LettersIn(PageWord word) => word.Text.Count(char.IsLetterOrDigit);

    private static bool IsNoise(List<PageWord> words, int sure)
    {
        var (confidence, letters) = (PageRows.ConfidenceOf(words), PageRows.LettersOf(words));
        return letters > sure && (confidence < NoiseConfidence || (sure == 0 && confidence < SignConfidence
            && words.Count >= FewestSigns && letters < LengthOfSigns * words.Count));
    }

    private static bool StandsInLines(PageText page, List<List<PageWord>> lines, List<PageWord> doubtful)
    {
        var highest = ShareOfPage * Math.Max(page.WidthPt, page.HeightPt);
        return lines.Where(line => IsEven(line, highest)).Sum(PageRows.LettersOf) > MostlyLines * PageRows.LettersOf(doubtful);
    }

    private static bool IsEven(List<PageWord> line, double highest)
    {
        if (line.Count < WordsOfALine || PageRows.LettersOf(line) < LengthOfWords * line.Count)
        {
            return false;
        }

        var middle = line.Select(word => word.Box.Height).Order().ElementAt(line.Count / 2);
        return middle <= highest && line.Count(word => word.Box.Height >= Lowest * middle
            && word.Box.Height <= Highest * middle) >= EvenShare * line.Count;
    }

    /// <summary>Nothing tells that a picture was to be turned; and it is one.</summary>
    private static PageText AsItLay(PageText page, int quarters)
    {
        var back = (4 + quarters - (page.RotationDeg / 90)) % 4;
        var (width, height) = back % 2 == 0 ? (page.WidthPt, page.HeightPt) : (page.HeightPt, page.WidthPt);
        return page with
        {
            WidthPt = width,
            HeightPt = height,
            RotationDeg = quarters * 90,
            SlopeDeg = 0,
            Confidence = null,
            Fonts = [],
            Images = page.Images.Count > 0 ? [.. page.Images.Select(Turned)] : [new Box(0, 0, width, height)],
            Rules = [],
            Unread = page.Unread?.Select(Turned).ToList(),
        };

        Box Turned(Box box) => box.Turn(back, page.WidthPt, page.HeightPt);
    }
}
