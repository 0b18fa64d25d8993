using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// A document's own bookmarks say what its headings are, and under which others they stand: what has the text of one, on the page
/// that it leads to, is a heading of its level.
/// </summary>
internal static class OutlineHeadings
{
    private const int MaxLevel = 6;

    /// <summary>A bookmark's text may be anything; one letter is no heading.</summary>
    private const int FewestLetters = 3;

    public static void Assign(IReadOnlyList<PlacedBlock> blocks, IReadOnlyList<OutlineEntry> outline)
    {
        var entries = outline.Where(entry => entry.PageNo is not null)
            .Select(entry => (entry.Level, entry.PageNo, Letters: LetterText.Of(entry.Title).Letters.ToLowerInvariant()))
            .Where(entry => entry.Letters.Length >= FewestLetters)
            .DistinctBy(entry => (entry.PageNo, entry.Letters))
            .ToDictionary(entry => (entry.PageNo, entry.Letters), entry => entry.Level);
        if (entries.Count == 0)
        {
            return;
        }

        // Many books have one bookmark, of their title, over all others.
        var found = new List<(PlacedBlock Placed, int Level)>();
        foreach (var placed in blocks.Where(CanBeHeading))
        {
            var letters = LetterText.Of(placed.Full).Letters.ToLowerInvariant();
            if (letters.Length >= FewestLetters && entries.Remove((placed.Page.PageNo, letters), out var level))
            {
                found.Add((placed, level));
            }
        }

        var highest = found.Count == 0 ? 0 : found.Min(one => one.Level);
        foreach (var (placed, level) in found)
        {
            placed.HeadingLevel = Math.Clamp(level - highest + 1, 1, MaxLevel);
        }
    }

    private static bool CanBeHeading(PlacedBlock placed) => placed is { IsFurniture: false, IsTitle: false }
        && placed.Block is { Kind: BlockKind.Paragraph or BlockKind.ListItem, Lines: <= 4, Turned: false };
}
