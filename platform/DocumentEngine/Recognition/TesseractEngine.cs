using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>One set of languages, loaded and kept.</summary>
internal sealed partial class TesseractEngine : IDisposable
{
    private const int MinDpi = 70;
    private const int MaxDpi = 2400;

    private readonly nint _engine;

    private TesseractEngine(nint engine) => _engine = engine;

    /// <returns>Null where the language data is not installed.</returns>
    public static TesseractEngine? TryLoad(string languages)
    {
        // Tesseract takes the name for a file name.
        if (!LanguageNames().IsMatch(languages))
        {
            return null;
        }

        var engine = Tesseract.Create();
        // It is content with one of several.
        if (Tesseract.Initialize(engine, null, languages) != 0 || languages.Split('+').Except(Loaded(engine)).Any())
        {
            Tesseract.Delete(engine);
            return null;
        }

        Tesseract.SetPageSegmentation(engine, Tesseract.SegmentAutomatically);
        return new TesseractEngine(engine);
    }

    /// <summary>Says which languages have no data here, and which have.</summary>
    public static DocumentFault NotInstalled(IReadOnlyList<string> languages)
    {
        var installed = Installed();
        var missing = string.Join(", ", languages.Except(installed));
        return new DocumentFault(
            FailureCodes.UnsupportedLanguage,
            $"The recogniser has no data for {missing}; it has {string.Join(", ", installed.Where(name => name != "osd"))}.");
    }

    /// <summary>
    /// Lines that slope are made level first: tesseract loses most of a page that is turned by more than two degrees.
    /// </summary>
    public RecognizedPage Recognize(PixImage image, double dpi, Thresholding thresholding = Thresholding.Global)
    {
        SetImage(image, dpi, thresholding);
        try
        {
            using var ink = new PageInk(Tesseract.ThresholdedImage(_engine));
            var slope = ink.SlopeDeg(PageInk.UsualDeg);
            var page = slope == 0 ? Read(image) : ReadLevelled(image, dpi, slope, thresholding);
            if (slope == 0 && page.SureLetters == 0 && ink.SlopeDeg(PageInk.SteepestDeg) is not 0 and var steep)
            {
                page = ReadLevelled(image, dpi, steep, thresholding);
            }

            return page.Upright() with
            {
                Thresholding = thresholding,
                SolidShare = ink.SolidShare(),
            };
        }
        finally
        {
            Tesseract.Clear(_engine);
        }
    }

    /// <summary>Quarter turns clockwise that put the page upright; null where there is too little text to tell.</summary>
    public unsafe int? QuartersToUpright(PixImage image, double dpi, Thresholding thresholding)
    {
        SetImage(image, dpi, thresholding);
        var told = Tesseract.DetectOrientation(_engine, out var degrees, out _, out _, out _) != 0;
        Tesseract.Clear(_engine);
        return told ? (4 - (degrees / 90)) % 4 : null;
    }

    public void Dispose() => Tesseract.Delete(_engine);

    private RecognizedPage ReadLevelled(PixImage image, double dpi, double slopeDeg, Thresholding thresholding)
    {
        using var level = image.Rotated(-slopeDeg);
        SetImage(level, dpi, thresholding);
        return Read(level).Sloping(slopeDeg, image.WidthPx, image.HeightPx);
    }

    private RecognizedPage Read(PixImage image) => Tesseract.Recognize(_engine, 0) == 0
        ? Collect(image)
        : throw new DocumentFault(FailureCodes.Internal, "The recogniser could not read the page image.");

    private static unsafe IReadOnlyList<string> Installed()
    {
        var engine = Tesseract.Create();
        // It fails for a language that no one has, and knows then where the data are.
        _ = Tesseract.Initialize(engine, null, "none");
        var installed = Take(Tesseract.InstalledLanguages(engine));
        Tesseract.Delete(engine);
        return installed;
    }

    private static unsafe IReadOnlyList<string> Loaded(nint engine) => Take(Tesseract.LoadedLanguages(engine));

    private static unsafe IReadOnlyList<string> Take(byte** names)
    {
        var taken = new List<string>();
        for (var name = names; name is not null && *name is not null; name++)
        {
            taken.Add(Marshal.PtrToStringUTF8((nint)(*name))!);
        }

        if (names is not null)
        {
            Tesseract.DeleteTexts(names);
        }

        return taken;
    }

    private void SetImage(PixImage image, double dpi, Thresholding thresholding)
    {
        _ = Tesseract.SetVariable(_engine, "thresholding_method", ((int)thresholding).ToString(CultureInfo.InvariantCulture));
        Tesseract.SetImage(_engine, image.Handle);
        Tesseract.SetResolution(_engine, (int)Math.Clamp(Math.Round(dpi), MinDpi, MaxDpi));
    }

    private RecognizedPage Collect(PixImage image)
    {
        var words = new List<RecognizedWord>();
        var images = new List<PixelBox>();
        var rules = new List<PixelBox>();
        var iterator = Tesseract.GetIterator(_engine);
        if (iterator != 0)
        {
            var page = Tesseract.PageIterator(iterator);
            CollectBlocks(page, images, rules);
            Tesseract.Begin(page);
            do
            {
                if (ReadWord(iterator, page) is { } word)
                {
                    words.Add(word);
                }
            }
            while (Tesseract.NextResult(iterator, Tesseract.LevelWord) != 0);
            Tesseract.DeleteIterator(iterator);
        }

        return new RecognizedPage(words, images, rules, image.WidthPx, image.HeightPx);
    }

    private static void CollectBlocks(nint page, List<PixelBox> images, List<PixelBox> rules)
    {
        do
        {
            var kind = Tesseract.BlockType(page);
            var list = kind switch
            {
                >= Tesseract.BlockFlowingImage and <= Tesseract.BlockPulloutImage => images,
                Tesseract.BlockHorizontalLine or Tesseract.BlockVerticalLine => rules,
                _ => null,
            };
            if (list is not null && BoxOf(page, Tesseract.LevelBlock) is { } box)
            {
                list.Add(box);
            }
        }
        while (Tesseract.Next(page, Tesseract.LevelBlock) != 0);
    }

    private static unsafe RecognizedWord? ReadWord(nint iterator, nint page)
    {
        var utf8 = Tesseract.Text(iterator, Tesseract.LevelWord);
        if (utf8 == null)
        {
            return null;
        }

        var text = Marshal.PtrToStringUTF8((nint)utf8)!.Trim();
        Tesseract.DeleteText(utf8);
        if (text.Length == 0 || BoxOf(page, Tesseract.LevelWord) is not { } box)
        {
            return null;
        }

        Tesseract.FontAttributes(iterator, out _, out _, out _, out _, out _, out _, out var sizePt, out _);
        var confidence = Math.Clamp(Tesseract.Confidence(iterator, Tesseract.LevelWord) / 100, 0, 1);
        var endsLine = Tesseract.IsAtFinalElement(page, Tesseract.LevelLine, Tesseract.LevelWord) != 0;
        return new RecognizedWord(text, box, confidence, Math.Max(0, sizePt), endsLine);
    }

    private static PixelBox? BoxOf(nint page, int level) =>
        Tesseract.BoundingBox(page, level, out var left, out var top, out var right, out var bottom) != 0
            ? new PixelBox(left, top, right, bottom) : null;

    [GeneratedRegex("^[A-Za-z0-9_]{2,32}(\\+[A-Za-z0-9_]{2,32}){0,9}$")]
    private static partial Regex LanguageNames();
}
