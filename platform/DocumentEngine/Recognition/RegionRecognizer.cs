using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>Reads parts of a page one by one, each the way it lies. What is not read with confidence is no text: most parts
/// are pictures.</summary>
internal sealed class RegionRecognizer((double WidthPt, double HeightPt) displayed, int pageNo)
{
    private const int MaxRegions = 40;
    private const double MarginPt = 2;
    private const int MinSidePx = 8;

    private const double LeastWordConfidence = 0.45;
    private const double LeastConfidence = 0.6;
    private const int FewestLetters = 3;

    private const int MostInAWord = 30;
    private const double LineShape = 1.5;
    private const double WidestOnItsSidePx = 400;
    private const double TallWordPx = 200;
    private const double GoodWordPx = 80;

    private readonly List<PageWord> _words = [];
    private readonly List<Box> _rules = [];
    private readonly List<Box> _unread = [];
    private double _confidence;
    private int _letters;

    public PageText Recognize(PixImage image, double dpi, IReadOnlyList<Box> regions,
        Func<PixImage, (RecognizedPage Page, int Quarters)> read)
    {
        var (x, y) = (image.WidthPx / displayed.WidthPt, image.HeightPx / displayed.HeightPt);
        var sheet = new Box(0, 0, displayed.WidthPt, displayed.HeightPt);
        foreach (var region in regions.Take(MaxRegions))
        {
            var box = region.Grow(MarginPt).Clip(sheet);
            var (left, top) = ((int)(box.L * x), (int)(box.T * y));
            var (width, height) = (Math.Min((int)(box.Width * x), image.WidthPx - left),
                Math.Min((int)(box.Height * y), image.HeightPx - top));
            if (width >= MinSidePx && height >= MinSidePx)
            {
                var (page, quarters) = ReadPart(width, height, (turns, factor) =>
                {
                    using var part = image.Part(left, top, width, height);
                    part.Turn(turns).Scale(factor);
                    var (found, more) = read(part);
                    return (found.WithSizes(1 / factor), turns + more + found.Quarters);
                });
                Add(page, quarters % 4, box);
            }
        }

        return new PageText(pageNo, Points.Round(displayed.WidthPt), Points.Round(displayed.HeightPt), TextSource.Ocr, null,
            _letters == 0 ? null : Math.Round(_confidence / _letters, 4),
            [new PageFont(PageText.RecognizedFont, false, false, false)], _words, [], _rules)
        {
            Unread = _unread.Count == 0 ? null : _unread,
        };
    }

    /// <summary>A word by itself has too few letters to tell which way it lies, and as a title it may be too tall to be read:
    /// then it is read again, turned and smaller.</summary>
    private static (RecognizedPage Page, int Quarters) ReadPart(
        int width, int height, Func<int, double, (RecognizedPage Page, int Quarters)> read)
    {
        var best = read(0, 1);
        if (LettersIn(best.Page) > MostInAWord)
        {
            return best;
        }

        if (height >= LineShape * width && width <= WidestOnItsSidePx)
        {
            best = Better(Better(best, read(1, 1)), read(3, 1));
        }

        var (side, along) = (Math.Min(width, height), Math.Max(width, height));
        return best.Page.SureLetters > 0 || side <= TallWordPx || along < LineShape * side ? best
            : Better(best, read(height > width ? 3 : 0, GoodWordPx / side));
    }

    private static (RecognizedPage Page, int Quarters) Better(
        (RecognizedPage Page, int Quarters) one, (RecognizedPage Page, int Quarters) other) =>
        other.Page.SureLetters > one.Page.SureLetters ? other : one;

    private static int LettersIn(RecognizedPage page) => page.Words.Sum(word => word.Text.Count(char.IsLetterOrDigit));

    private void Add(RecognizedPage page, int quarters, Box box)
    {
        var sure = page with { Words = [.. page.Words.Where(word => word.Confidence >= LeastWordConfidence)] };
        var letters = LettersIn(sure);
        if (letters < FewestLetters || sure.MeanConfidence < LeastConfidence)
        {
            _unread.Add(Points.Box(box.L, box.T, box.R, box.B));
            return;
        }

        var text = RecognizedText.ToPage(sure, pageNo, (box.Width, box.Height), quarters);
        _words.AddRange(text.Words.Select(word => word with
        {
            Box = Placed(word.Box),
            AngleDeg = (360 - (quarters * 90)) % 360,
        }));
        _rules.AddRange(text.Rules.Select(Placed));
        _confidence += sure.MeanConfidence.GetValueOrDefault() * letters;
        _letters += letters;

        // Back to the way the part lies on the page, and to its place there.
        Box Placed(Box one)
        {
            var lying = one.Turn((4 - quarters) % 4, text.WidthPt, text.HeightPt);
            return Points.Box(lying.L + box.L, lying.T + box.T, lying.R + box.L, lying.B + box.T);
        }
    }
}
