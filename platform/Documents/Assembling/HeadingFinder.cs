using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Decides which paragraphs are headings, by how they differ from the document's running text.</summary>
internal sealed partial class HeadingFinder(double bodySize, double boldShare)
{
    private const int MaxChars = 220;
    private const int MaxLines = 4;
    private const int MaxBoldChars = 160;

    /// <summary>How much larger a recognised heading stands than the text below it, at least.</summary>
    private const double LargerThanText = 1.1;

    /// <summary>
    /// A numbered line in type larger than the text's is a heading, where its number alone would make it an item.
    /// </summary>
    private const double LargerThanItems = 1.06;

    /// <summary>Type so much larger than the text's makes a heading by itself.</summary>
    private const double MuchLarger = 1.15;

    /// <summary>What a detector sees so surely is a title, whatever its type.</summary>
    private const double SureTitle = 0.9;

    /// <summary>What it does not even see so much, and is but bold, is none.</summary>
    private const double FaintTitle = 0.2;

    public static HeadingFinder For(IReadOnlyList<PlacedBlock> blocks)
    {
        var chars = new Dictionary<double, long>();
        var (bold, all) = (0L, 1L);
        foreach (var placed in blocks)
        {
            if (placed.IsFurniture || placed.Block.Kind is not (BlockKind.Paragraph or BlockKind.ListItem))
            {
                continue;
            }

            var size = Math.Round(placed.Block.SizePt * 2) / 2;
            chars[size] = chars.GetValueOrDefault(size) + placed.Block.Text.Length;
            bold += placed.Block.Bold ? placed.Block.Text.Length : 0;
            all += placed.Block.Text.Length;
        }

        return new HeadingFinder(BodySizeOf(chars), (double)bold / all);
    }

    // Notes and references may be longer than the text they belong to: of two sizes with about as much in each, the larger is the
    // text's.
    private static double BodySizeOf(Dictionary<double, long> chars)
    {
        var most = chars.Values.DefaultIfEmpty(0).Max();
        return chars.Where(pair => pair.Value * 2 >= most).Select(pair => pair.Key).DefaultIfEmpty(10).Max();
    }

    public double BodySize => bodySize;

    public bool IsHeading(PlacedBlock placed, PlacedBlock? next) => placed.Block.TitleScore switch
    {
        null => LooksLikeHeading(placed, next),
        > SureTitle => CanBeHeading(placed, anyNumber: true),
        > FaintTitle => LooksLikeHeading(placed, next),
        _ => LooksLikeHeading(placed, next) && IsMoreThanBold(placed),
    };

    /// <summary>A line of a listing or a formula: what is set like it beside it is none either.</summary>
    public bool IsCode(PlacedBlock placed) => CodeLine.IsMatch(placed.Full)
        || (placed.Block.SizePt < MuchLarger * bodySize && CodeLine.Assigns(placed.Full));

    private bool IsMoreThanBold(PlacedBlock placed) =>
        placed.Block.Enumerated || placed.Block.SizePt >= MuchLarger * bodySize || SectionNumber.Depth(placed.Full) > 0;

    private bool LooksLikeHeading(PlacedBlock placed, PlacedBlock? next)
    {
        var block = placed.Block;
        var ratio = block.SizePt / bodySize;
        var noisy = placed.Page.Source == TextSource.Ocr;
        var text = placed.Full;
        if (!CanBeHeading(placed, anyNumber: !noisy && ratio >= LargerThanItems))
        {
            return false;
        }

        if (ratio >= (noisy ? 1.35 : MuchLarger))
        {
            return block.Lines <= 2 || !ParagraphBreaks.EndsSentence(text);
        }

        var ends = text.TrimEnd()[^1];
        if (ratio < 0.9 || block.Lines > 2 || ends is ',' or ';' or '.' && SectionNumber.Depth(text) == 0)
        {
            return false;
        }

        return IsSetOff(placed, text, next, noisy);
    }

    /// <param name="anyNumber">Also one in brackets, which mostly is that of a list's item.</param>
    public static bool CanBeHeading(PlacedBlock placed, bool anyNumber)
    {
        var block = placed.Block;
        var isText = block.Kind == BlockKind.Paragraph || (block is { Kind: BlockKind.ListItem, Enumerated: true }
            && (anyNumber || char.IsLetterOrDigit(block.Marker![0])));
        var text = placed.Full;
        // What stands at the foot of a page heads nothing.
        return isText && !placed.IsFurniture && !block.Turned && block.Edge != PageEdge.Bottom
            && block.Lines <= MaxLines && text.Length <= MaxChars && IsOfLetters(text) && !Address().IsMatch(text);
    }

    private bool IsSetOff(PlacedBlock placed, string text, PlacedBlock? next, bool noisy)
    {
        var block = placed.Block;
        var followed = next is null || next.Block.Kind != BlockKind.Paragraph || next.Block.Lines > 1
            || next.Block.SizePt < block.SizePt * 1.05;
        var apart = block.GapBeforePt > 0.3 * block.SizePt;
        if (!noisy && apart && block.SizePt >= LargerThanItems * bodySize
            && (block.Enumerated || SectionNumber.Depth(text) > 0) && !ParagraphBreaks.EndsSentence(text))
        {
            return true;
        }

        if (SectionNumber.Depth(text) == 0 && StandsAside(placed, next?.Block))
        {
            return false;
        }

        if (block.Bold && boldShare < 0.5 && text.Length <= MaxBoldChars)
        {
            return SectionNumber.Depth(text) > 0
                || (block.Kind == BlockKind.Paragraph && apart && !char.IsLower(text[0]) && !IsCredit(text));
        }

        if (block.Lines == 1 && apart && IsCapitals(text) && text.Length is >= 4 and <= 90 && followed)
        {
            return true;
        }

        if (block.Lines == 1 && apart && block.Kind == BlockKind.Paragraph && SectionNumber.Depth(text) > 1 && text.Length <= 90
            && !ParagraphBreaks.EndsSentence(text))
        {
            return true;
        }

        if (noisy)
        {
            // Recognition knows no bold type, which comes out a little larger.
            return apart && block is { Lines: 1, Kind: BlockKind.Paragraph, Edge: PageEdge.None } && text.Length is >= 5 and <= 60
                && !char.IsLower(text[0])
                && !ParagraphBreaks.EndsSentence(text) && next is { Block: { Lines: > 1 } or { Kind: BlockKind.ListItem } }
                && next.Block.Region == block.Region && block.SizePt >= LargerThanText * next.Block.SizePt;
        }

        return block is { Lines: 1, Italic: true, Kind: BlockKind.Paragraph } && text.Length <= 80
            && !ParagraphBreaks.EndsSentence(text)
            && next is { Block: { Kind: BlockKind.Paragraph, Italic: false, Lines: > 1 } } && next.Block.Region == block.Region
                && !char.IsLower(text[0]);
    }

    /// <summary>The one line that follows it begins near its end: a term and what is said of it, a label of a
    /// drawing.</summary>
    private static bool StandsAside(PlacedBlock placed, LayoutBlock? next)
    {
        var box = placed.Block.Box;
        return next is { Kind: BlockKind.Paragraph, Lines: 1 } && next.Region == placed.Block.Region && next.Box.T >= box.T
            && (placed.Page.RightToLeft ? box.R - next.Box.R : next.Box.L - box.L) > 0.8 * box.Width;
    }

    /// <summary>Numbers, dates and codes head nothing, but for the number of a section.</summary>
    private static bool IsOfLetters(string text)
    {
        var letters = text.Count(char.IsLetter);
        var others = text.SkipWhile(c => !char.IsLetter(c)).Count(c => !char.IsWhiteSpace(c)) - letters;
        return letters >= Math.Max(2, text.Length / 3) && others <= letters;
    }

    [GeneratedRegex(@"\bwww\.|https?:|\b[\w-]+\.(?:com|org|net|edu|gov|eu|de|uk)/", RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    /// <summary>Where a figure or a table comes from.</summary>
    private static bool IsCredit(string text) =>
        text.StartsWith("Source:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Note:", StringComparison.OrdinalIgnoreCase);

    private static bool IsCapitals(string text) => text.Count(char.IsUpper) >= 4 && !text.Any(char.IsLower);
}
