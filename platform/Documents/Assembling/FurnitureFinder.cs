using System.Text.RegularExpressions;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Finds running heads and page numbers: edge text that other pages repeat, numbers aside.</summary>
internal static partial class FurnitureFinder
{
    public static void Mark(IReadOnlyList<PlacedBlock> blocks)
    {
        var edges = blocks.Where(placed => placed.Block.Edge != PageEdge.None && placed.Block.Text.Length < 300).ToList();
        var seen = new Dictionary<(PageEdge, string), HashSet<int>>();
        foreach (var placed in edges)
        {
            var key = Key(placed);
            if (!seen.TryGetValue(key, out var pages))
            {
                seen[key] = pages = [];
            }

            pages.Add(placed.Page.PageNo);
        }

        foreach (var placed in edges)
        {
            placed.IsFurniture = IsPageNumber(placed)
                || (!IsDisplay(placed) && seen[Key(placed)].Count >= (IsLarge(placed) ? 3 : 2)
                && placed.Full.Any(char.IsLetterOrDigit));
        }
    }

    // Alternating pages differ in side, so only the edge and the words count. Large type is more likely a heading:
    // "Chapter 3" repeats only where it is the same chapter.
    private static (PageEdge, string) Key(PlacedBlock placed) =>
        (placed.Block.Edge, IsLarge(placed) ? placed.Full : Digits().Replace(placed.Full.ToLowerInvariant(), "#"));

    private static bool IsLarge(PlacedBlock placed) => placed.Block.SizePt > 1.15 * placed.Page.BodySizePt;

    /// <summary>No running head is set in such type: the same page was scanned twice, or a cover repeats.</summary>
    private static bool IsDisplay(PlacedBlock placed) => placed.Block.SizePt > 1.6 * placed.Page.BodySizePt;

    private static bool IsPageNumber(PlacedBlock placed) => PageNumber().IsMatch(placed.Full);

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"^\s*[-–—\[(|]?\s*(?:(?:page|seite|p\.|pág\.|страница|第)\s*)?(?:\d{1,5}(?:[-–.]\d{1,4})?|[ivxlc]{1,7})"
        + @"(?:\s*(?:of|/|von|de|из)\s*\d{1,5})?\s*页?[-–—\])|]?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}
