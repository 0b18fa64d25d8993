using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>Recognises a page: an image at a resolution that suits, the right way up.</summary>
internal sealed class PageRecognizer
{
    /// <summary>A page read below this was perhaps not read the right way up.</summary>
    private const double DoubtfulConfidence = 0.75;

    /// <summary>A good page is read above this.</summary>
    private const double GoodConfidence = 0.9;

    /// <summary>
    /// The share of a page under shadow or picture from which a threshold of its own for each place may bring more text out.
    /// </summary>
    private const double MuchSolid = 0.1;

    private const double Better = 1.02;

    private const int FewLetters = 60;
    private const double TallWordPx = 90;
    private const double GoodWordPx = 30;

    /// <summary>
    /// At which words of that height are ordinary text. Told less, tesseract takes the stroke of a capital I for a ruling line.
    /// </summary>
    private const double GoodWordDpi = 200;

    /// <summary>How much more must be readable after turning, before the turn is believed.</summary>
    private const double ClearlyBetter = 1.3;

    private readonly Dictionary<string, TesseractEngine> _engines = new(StringComparer.Ordinal);

    public PageText Recognize(OpenDocument document, EngineRequest request)
    {
        var languages = request.Languages is { Count: > 0 } asked ? asked : ["eng"];
        var engine = EngineFor(string.Join('+', languages)) ?? throw TesseractEngine.NotInstalled(languages);
        var (image, dpi) = RecognitionImage.Prepare(document, request);
        using (image)
        {
            return request.Regions is { } regions
                ? new RegionRecognizer(document.SizeOf(request.PageNo), request.PageNo)
                    .Recognize(image, dpi, regions, part => Read(engine, part, dpi))
                : Recognize(document, request, engine, image, dpi);
        }
    }

    private PageText Recognize(
        OpenDocument document, EngineRequest request, TesseractEngine engine, PixImage image, double dpi)
    {
        image.Turn(request.Quarters);
        var (page, quarters) = Read(engine, image, dpi);
        return RecognizedText
            .ToPage(
                page, request.PageNo, document.SizeOf(request.PageNo),
                (request.Quarters + quarters + page.Quarters) % 4) with
        {
            Reason = document is ImageDocument ? "image_input" : null,
        };
    }

    /// <returns>What was read, and the quarter turns clockwise that the image was given for it.</returns>
    private (RecognizedPage Page, int Quarters) Read(TesseractEngine engine, PixImage image, double dpi)
    {
        var told = ToldDpi(image, dpi);
        var page = TryOutOfTheShadow(engine, image, told, engine.Recognize(image, told));
        var read = told;
        page = TrySmaller(engine, image, ref read, page);
        var quarters = 0;
        if (page.MeanConfidence is null or < DoubtfulConfidence)
        {
            (page, quarters) = TryTurned(engine, image, read, page);
        }

        return (page.WithSizes(told / dpi), quarters);
    }

    /// <summary>Where the file knows no resolution and makes a point of every pixel, it is that of a sheet of paper.</summary>
    private static double ToldDpi(PixImage image, double dpi)
    {
        const double LeastDpi = 140;
        const double LongSideInches = 11.7;
        const int SheetPx = 2000;
        const int PlanPx = 5000;
        var side = Math.Max(image.WidthPx, image.HeightPx);
        return dpi < LeastDpi && side is >= SheetPx and <= PlanPx ? side / LongSideInches : dpi;
    }

    private static RecognizedPage TryOutOfTheShadow(TesseractEngine engine, PixImage image, double dpi, RecognizedPage page)
    {
        if (page.SolidShare < MuchSolid)
        {
            return page;
        }

        var other = engine.Recognize(image, dpi, Thresholding.Local);
        return other.SureLetters > page.SureLetters * Better ? other : page;
    }

    /// <summary>
    /// Letters as tall as on a poster are not read, or read as several: then the page is read again from a smaller image.
    /// </summary>
    private static RecognizedPage TrySmaller(TesseractEngine engine, PixImage image, ref double dpi, RecognizedPage page)
    {
        var heights = page.Words.Select(word => Math.Min(word.Box.Bottom - word.Box.Top, word.Box.Right - word.Box.Left)).Order()
            .ToArray();
        if (heights.Length == 0 || page.MeanConfidence >= GoodConfidence || heights[heights.Length / 2] <= TallWordPx)
        {
            return page;
        }

        var factor = GoodWordPx / heights[heights.Length / 2];
        image.Scale(factor);
        dpi *= factor;
        var smaller = engine.Recognize(image, GoodWordDpi, page.Thresholding).WithSizes(GoodWordDpi / dpi);
        return smaller.SureLetters > page.SureLetters ? smaller : page;
    }

    private (RecognizedPage Page, int Quarters) TryTurned(
        TesseractEngine engine, PixImage image, double dpi, RecognizedPage upright)
    {
        var told = EngineFor("osd")?.QuartersToUpright(image, dpi, upright.Thresholding);
        if (told == 0 || (told is null && LettersIn(upright) is 0 or > FewLetters))
        {
            return (upright, 0);
        }

        var (best, bestQuarters) = (upright, 0);
        var turned = 0;
        foreach (var quarters in told is { } one ? [one] : (int[])[1, 2, 3])
        {
            image.Turn(quarters - turned);
            turned = quarters;
            var page = engine.Recognize(image, dpi, upright.Thresholding);
            if (page.SureLetters > Math.Max(best.SureLetters * ClearlyBetter, 2))
            {
                (best, bestQuarters) = (page, quarters);
            }
        }

        return (best, bestQuarters);
    }

    private static int LettersIn(RecognizedPage page) => page.Words.Sum(word => word.Text.Length);

    private TesseractEngine? EngineFor(string languages)
    {
        if (!_engines.TryGetValue(languages, out var engine))
        {
            engine = TesseractEngine.TryLoad(languages);
            if (engine is not null)
            {
                _engines.Add(languages, engine);
            }
        }

        return engine;
    }
}
