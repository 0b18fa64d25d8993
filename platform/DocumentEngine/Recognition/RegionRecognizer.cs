using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>Reads parts of a page one by one, each the way it lies; where there are many, the smaller ones in one go, as they
/// lie most. What is not read with confidence is no text: most parts are pictures.</summary>
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
    private readonly List<Box> _untried = [];
    private double _confidence;
    private int _letters;

    public PageText Recognize(PixImage image, double dpi, IReadOnlyList<Box> regions,
        Func<PixImage, (RecognizedPage Page, int Quarters)> read)
    {
        foreach (var region in regions.Take(MaxRegions))
        {
            if (PartOf(image, region) is { } part)
            {
                var (page, quarters) = ReadPart(
                    part.Width, part.Height, (turns, factor) => Read(image, part, turns, factor, read));
                Add(page, quarters % 4, part.Box);
            }
        }

        List<Box> others = [.. regions.Skip(MaxRegions)];
        if (others.Count > 0 && PartOf(image, Box.Around(others)) is { } all)
        {
            var (page, quarters) = Read(image, all, 0, 1, read);
            AddTo(others, page, quarters % 4, all.Box);
        }

        return new PageText(pageNo, Points.Round(displayed.WidthPt), Points.Round(displayed.HeightPt), TextSource.Ocr, null,
            _letters == 0 ? null : Math.Round(_confidence / _letters, 4),
            [new PageFont(PageText.RecognizedFont, false, false, false)], _words, [], _rules)
        {
            Unread = _unread.Count == 0 ? null : _unread,
            Untried = _untried.Count == 0 ? null : _untried,
        };
    }

    private Part? PartOf(PixImage image, Box region)
    {
        var (x, y) = (image.WidthPx / displayed.WidthPt, image.HeightPx / displayed.HeightPt);
        var box = region.Grow(MarginPt).Clip(new Box(0, 0, displayed.WidthPt, displayed.HeightPt));
        var (left, top) = ((int)(box.L * x), (int)(box.T * y));
        var (width, height) = (Math.Min((int)(box.Width * x), image.WidthPx - left),
            Math.Min((int)(box.Height * y), image.HeightPx - top));
        return width >= MinSidePx && height >= MinSidePx ? new Part(box, left, top, width, height) : null;
    }

    private static (RecognizedPage Page, int Quarters) Read(PixImage image, Part place, int turns, double factor,
        Func<PixImage, (RecognizedPage Page, int Quarters)> read)
    {
        using var part = image.Part(place.Left, place.Top, place.Width, place.Height);
        part.Turn(turns).Scale(factor);
        var (found, more) = read(part);
        return (found.WithSizes(1 / factor), turns + more + found.Quarters);
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
        var sure = Sure(page);
        var letters = LettersIn(sure);
        if (letters < FewestLetters || sure.MeanConfidence < LeastConfidence)
        {
            _unread.Add(Points.Box(box.L, box.T, box.R, box.B));
            return;
        }

        var text = PlacedText(sure, quarters, box);
        _words.AddRange(text.Words);
        _rules.AddRange(text.Rules);
        _confidence += sure.MeanConfidence.GetValueOrDefault() * letters;
        _letters += letters;
    }

    /// <summary>Each place gets the words that stand in it; what stands between the places is somebody else's.</summary>
    private void AddTo(List<Box> places, RecognizedPage page, int quarters, Box box)
    {
        var lines = PageLines.Of(PlacedText(Sure(page), quarters, box).Words).ToList();
        foreach (var place in places)
        {
            var words = lines.Select(line => line.FindAll(word => place.HoldsCenterOf(word.Box)))
                .Where(line => line.Count > 0)
                .SelectMany(line => line.Select((word, at) => word with { EndsLine = at == line.Count - 1 })).ToList();
            var letters = words.Sum(word => word.Text.Length);
            var confidence = words.Sum(word => word.Confidence.GetValueOrDefault() * word.Text.Length);
            if (words.Sum(word => word.Text.Count(char.IsLetterOrDigit)) < FewestLetters
                || confidence < LeastConfidence * letters)
            {
                _untried.Add(place);
                continue;
            }

            _words.AddRange(words);
            _confidence += confidence;
            _letters += letters;
        }
    }

    private static RecognizedPage Sure(RecognizedPage page) =>
        page with { Words = [.. page.Words.Where(word => word.Confidence >= LeastWordConfidence)] };

    /// <summary>Back to the way the part lies on the page, and to its place there.</summary>
    private PageText PlacedText(RecognizedPage page, int quarters, Box box)
    {
        var text = RecognizedText.ToPage(page, pageNo, (box.Width, box.Height), quarters);
        return text with
        {
            Words =
            [
                .. text.Words.Select(word => word with
                {
                    Box = Placed(word.Box),
                    AngleDeg = (360 - (quarters * 90)) % 360,
                }),
            ],
            Rules = [.. text.Rules.Select(Placed)],
        };

        Box Placed(Box one)
        {
            var lying = one.Turn((4 - quarters) % 4, text.WidthPt, text.HeightPt);
            return Points.Box(lying.L + box.L, lying.T + box.T, lying.R + box.L, lying.B + box.T);
        }
    }

    /// <param name="Box">On the displayed page; the others in pixels of its image.</param>
    private sealed record Part(Box Box, int Left, int Top, int Width, int Height);
}
