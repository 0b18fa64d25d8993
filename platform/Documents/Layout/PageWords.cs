using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>The words of a page that layout can work with.</summary>
/// <param name="Upright">Grouped as the source's lines where its lines are to be trusted (OCR), else one group.</param>
/// <param name="Turned">Strips of words that run up or down the page, each in reading order.</param>
internal sealed record PageWords(
    IReadOnlyList<IReadOnlyList<Word>> Upright, IReadOnlyList<IReadOnlyList<Word>> Turned, bool RightToLeft, double BodySize)
{
    /// <summary>More words than nearly any page is printed with: what lies past it is kept as plain lines, to bound the
    /// work.</summary>
    public const int MaxWords = 20_000;

    /// <summary>The words past the first <see cref="MaxWords"/>, as the source's lines.</summary>
    public IReadOnlyList<IReadOnlyList<Word>> Rest { get; init; } = [];

    /// <summary>Letters and digits that the page has, by <see cref="LetterCounts"/>.</summary>
    public IReadOnlyList<int> Letters { get; init; } = [];

    /// <summary>So far off, a line still reads as level or upright.</summary>
    public const int SlackDeg = 8;

    public static PageWords Of(PageText page)
    {
        page = page with { Fonts = FixedPitch.Mark(page) };
        var rightToLeft = Scripts.IsMostlyRightToLeft(page.Words.Take(MaxWords).Select(word => word.Text));
        var linesAreGiven = page.Source == TextSource.Ocr && page.Words.Any(word => word.EndsLine);
        var lines = Lines(page, page.Words.Take(MaxWords), rightToLeft, linesAreGiven);
        var rest = Lines(page, page.Words.Skip(MaxWords), rightToLeft, isCut: true);
        var letters = LetterCounts.Of(page.Words.Select(word => WordText.Clean(word.Text)));
        var upright = Mended(lines, SymbolBullets.Name, letters);
        rest = Mended(rest, SymbolBullets.Name, letters);
        (upright, var turned) = TurnedStrips.Split(upright, letters);
        upright = page.Source == TextSource.Ocr ? Mended(upright, Misreadings.Mend, letters) : DropCaps.Join(upright);

        return new PageWords(upright, turned, rightToLeft, MostCommonSize(upright)) { Rest = rest, Letters = letters };
    }

    private static List<IReadOnlyList<Word>> Lines(PageText page, IEnumerable<PageWord> words, bool rightToLeft, bool isCut)
    {
        var lines = new List<IReadOnlyList<Word>>();
        var line = new List<Word>();
        foreach (var source in words)
        {
            if (Usable(source, page, rightToLeft) is { } word)
            {
                line.Add(word);
            }

            if (source.EndsLine && isCut && line.Count > 0)
            {
                lines.Add(line);
                line = [];
            }
        }

        if (line.Count > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Signs that were taken for letters, a bullet read as an e, are none of the page's.</summary>
    private static List<IReadOnlyList<Word>> Mended(
        List<IReadOnlyList<Word>> lines, Func<List<IReadOnlyList<Word>>, List<IReadOnlyList<Word>>> mend, int[] letters)
    {
        var mended = mend(lines);
        if (!ReferenceEquals(mended, lines))
        {
            Count(lines, -1);
            Count(mended, 1);
        }

        return mended;

        void Count(List<IReadOnlyList<Word>> words, int times)
        {
            foreach (var word in words.SelectMany(line => line))
            {
                LetterCounts.Add(letters, word.Text, times);
            }
        }
    }

    /// <summary>The size that most characters have, to half a point.</summary>
    public static double MostCommonSize(IEnumerable<IReadOnlyList<Word>> lines)
    {
        var chars = new Dictionary<double, int>();
        foreach (var word in lines.SelectMany(line => line))
        {
            var size = Math.Round(word.Size * 2) / 2;
            chars[size] = chars.GetValueOrDefault(size) + word.Text.Length;
        }

        return chars.Count == 0 ? 0 : chars.MaxBy(pair => pair.Value).Key;
    }

    private static Word? Usable(PageWord source, PageText page, bool mirror)
    {
        var text = WordText.Clean(source.Text);
        var box = source.Box;
        var finite = double.IsFinite(box.L) && double.IsFinite(box.T) && double.IsFinite(box.R) && double.IsFinite(box.B);
        var font = source.Font >= 0 && source.Font < page.Fonts.Count ? page.Fonts[source.Font] : Plain;
        var isSymbol = page.Source == TextSource.TextLayer && SymbolBullets.IsSymbol(source.Text.Trim(), font.Name);
        if ((text.Length == 0 && !isSymbol) || !finite || box.R <= 0 || box.B <= 0 || box.L >= page.WidthPt
            || box.T >= page.HeightPt)
        {
            return null;
        }

        box = new Box(Math.Max(0, Math.Min(box.L, box.R)), Math.Max(0, Math.Min(box.T, box.B)),
            Math.Min(page.WidthPt, Math.Max(box.L, box.R)), Math.Min(page.HeightPt, Math.Max(box.T, box.B)));
        if (mirror)
        {
            box = box.Mirror(page.WidthPt);
        }

        var sizeIsSane = double.IsFinite(source.SizePt) && source.SizePt is > 0.5 and < 2000;
        var size = sizeIsSane ? source.SizePt : Math.Max(1, box.Height * 0.85);
        (box, size) = WithoutSlack(text, box, size);
        return new Word(text, box, size, font.Bold, font.Italic, font.Monospace, source.SpaceAfter, mirror, isSymbol)
        {
            Sideways = source.AngleDeg is (> 45 and < 135) or (> 225 and < 315),
            Tag = source.Tag,
            Askew = source.AngleDeg % 90 is > SlackDeg and < 90 - SlackDeg,
        };
    }

    // Full-width letters are as wide as their size: fonts whose own units mislead the text layer claim twice that and more.
    private static (Box Box, double Size) WithoutSlack(string text, Box box, double size)
    {
        var real = 1.1 * box.Width / Math.Max(1, text.Length);
        if (text.Length == 0 || real > 0.6 * size || !Scripts.IsSpaceless(text[0]) || !Scripts.IsSpaceless(text[^1]))
        {
            return (box, size);
        }

        var baseline = box.T + (0.77 * box.Height);
        return (box with { T = baseline - (0.9 * real), B = baseline + (0.25 * real) }, real);
    }

    private static readonly PageFont Plain = new("", false, false, false);
}
