using System.Text.RegularExpressions;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Finds running heads and page numbers: edge text that other pages repeat, numbers aside.</summary>
internal static partial class FurnitureFinder
{
    private const int MaxChars = 300;

    /// <summary>A running head is set in about the size of the text; what is larger is more likely a heading or a
    /// title.</summary>
    private const double LargeRatio = 1.15;

    /// <summary>No running head is set in such type: the same page was scanned twice, or a cover repeats.</summary>
    private const double DisplayRatio = 1.6;

    /// <summary>A page with fewer lines is a slip, a label, a certificate: what it repeats in large type is what it
    /// says.</summary>
    private const int MinLinesUnderLargeHead = 8;

    public static void Mark(IReadOnlyList<PlacedBlock> blocks)
    {
        var edges = blocks.Where(placed => placed.Block.Edge != PageEdge.None && placed.Block.Text.Length < MaxChars).ToList();
        var lines = blocks.GroupBy(placed => placed.Page.PageNo)
            .ToDictionary(page => page.Key, page => page.Sum(placed => placed.Block.Lines));
        var seen = edges.GroupBy(Key)
            .ToDictionary(same => same.Key, same => same.Select(placed => placed.Page.PageNo).Distinct().Count());
        foreach (var placed in edges)
        {
            placed.IsFurniture = IsPageNumber(placed)
                || Repeats(placed, seen[Key(placed)], lines.Count, lines[placed.Page.PageNo])
                || (lines[placed.Page.PageNo] >= MinLinesUnderLargeHead && !IsLarge(placed) && Imprint.IsMatch(placed));
        }

        var pages = blocks.GroupBy(placed => placed.Page.PageNo).Select(page => page.ToList()).ToList();
        pages.ForEach(TakeSiblings);
        new RepeatedRims(blocks).Mark(pages.Where(page => page.Sum(placed => placed.Block.Lines) >= MinLinesUnderLargeHead));
        TaggedFurniture.Mark(pages);
        pages.ForEach(KeepLastText);
    }

    private static bool Repeats(PlacedBlock placed, int times, int pages, int linesOfPage)
    {
        if (!placed.Full.Any(char.IsLetterOrDigit) || IsDisplay(placed))
        {
            return false;
        }

        return IsLarge(placed) ? times >= 3 && times * 2 >= pages && linesOfPage >= MinLinesUnderLargeHead : times >= 2;
    }

    /// <summary>What stands beside a page number is the running head of its chapter, also where no other page has the
    /// same.</summary>
    private static void TakeSiblings(List<PlacedBlock> page)
    {
        foreach (var number in page.Where(placed => placed.IsFurniture && IsPageNumber(placed)).ToList())
        {
            var beside = page.Where(placed => placed.Block.Edge == number.Block.Edge && placed != number
                && placed.Block.Text.Length < MaxChars && placed.Block.Box.CenterY > number.Block.Box.T
                && placed.Block.Box.CenterY < number.Block.Box.B).ToList();
            foreach (var sibling in beside)
            {
                // A number and one large line may be a chapter's beginning.
                sibling.IsFurniture |= !IsLarge(sibling) || (beside.Count > 1 && !IsDisplay(sibling));
            }
        }
    }

    /// <summary>The only text of a page is what the page is for, however many others have the same.</summary>
    private static void KeepLastText(List<PlacedBlock> page)
    {
        if (page.Exists(placed => !placed.IsFurniture && placed.Block.Kind != BlockKind.Picture))
        {
            return;
        }

        var onlyNumbers = page.TrueForAll(placed => !placed.IsFurniture || IsPageNumber(placed));
        foreach (var placed in page.Where(placed => onlyNumbers || !IsPageNumber(placed)))
        {
            placed.IsFurniture = false;
        }
    }

    // Alternating pages differ in side, so only the edge and the words count. Large type is more likely a heading:
    // "Chapter 3" repeats only where it is the same chapter.
    private static (PageEdge, string) Key(PlacedBlock placed) =>
        (placed.Block.Edge, Words(placed));

    /// <summary>What pages have in common in it: not the numbers, but for those of chapters.</summary>
    internal static string Words(PlacedBlock placed) =>
        IsLarge(placed) ? placed.Full : Digits().Replace(placed.Full.ToLowerInvariant(), "#");

    internal static bool IsLarge(PlacedBlock placed) =>
        !placed.Block.Turned && placed.Block.SizePt > LargeRatio * placed.Page.BodySizePt;

    internal static bool IsDisplay(PlacedBlock placed) =>
        !placed.Block.Turned && placed.Block.SizePt > DisplayRatio * placed.Page.BodySizePt;

    private static bool IsPageNumber(PlacedBlock placed) => PageNumber().IsMatch(placed.Full);

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"^\s*[-–—\[(|]?\s*(?:(?:page|seite|p\.|pág\.|страница|第)\s*)?(?:\d{1,5}(?:[-–.]\d{1,4})?|[ivxlc]{1,7})"
        + @"(?:\s*(?:of|/|von|de|из)\s*\d{1,5})?\s*页?[-–—\])|]?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}
