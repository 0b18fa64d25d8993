using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Running heads and page numbers as the file marks them: artifacts, at the upper or the lower edge. Programs call artifact what
/// they have no tag for, so what stands in the middle of the page, or is a good part of it, stays text; and so does what is set
/// like a heading, and what stands at the top of one page alone, a letterhead.
/// </summary>
internal static class TaggedFurniture
{
    // Shares of the page height.
    private const double TopZone = 0.15;
    private const double BottomZone = 0.85;

    /// <summary>Of the letters of a page.</summary>
    private const double MostLetters = 0.25;

    private const int MaxLines = 4, MaxChars = 300;
    private const int FewestPagesOfHead = 2;

    public static void Mark(IEnumerable<List<PlacedBlock>> pages)
    {
        var rims = pages.SelectMany(OfPage).ToList();
        var heads = rims.Where(IsAtTop).GroupBy(FurnitureFinder.Words)
            .Where(same => same.Select(placed => placed.Page.PageNo).Distinct().Count() >= FewestPagesOfHead)
            .Select(same => same.Key).ToHashSet();
        foreach (var placed in rims.Where(placed => !IsAtTop(placed) || heads.Contains(FurnitureFinder.Words(placed))))
        {
            placed.IsFurniture = true;
        }
    }

    private static List<PlacedBlock> OfPage(List<PlacedBlock> page)
    {
        var artifacts = page.FindAll(placed => placed.Block.Tag?.Role == TagRole.Artifact);
        return artifacts.Count == 0 || artifacts.Sum(Letters) > MostLetters * page.Sum(Letters) ? [] : artifacts.FindAll(CanBe);
    }

    private static bool CanBe(PlacedBlock placed)
    {
        var block = placed.Block;
        return block is { Kind: BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Footnote, Lines: <= MaxLines }
            && block.Text.Length <= MaxChars && !FurnitureFinder.IsLarge(placed) && !block.Bold
            && (IsAtTop(placed) || block.Box.T > BottomZone * placed.Page.HeightPt);
    }

    private static bool IsAtTop(PlacedBlock placed) => placed.Block.Box.B < TopZone * placed.Page.HeightPt;

    private static int Letters(PlacedBlock placed) => placed.Full.Length
        + (placed.Block.Table?.Cells.Sum(cell => cell.Text.Length) ?? 0);
}
