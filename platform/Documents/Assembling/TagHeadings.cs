using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// What a tagged PDF calls a heading is one, of the level that it says, unless its tags are evidently false: all is a heading, or
/// what is called one is none to look at. Headings that type alone tells take their place among these, and where they are few
/// are none: authors' names in large type.
/// </summary>
internal static class TagHeadings
{
    private const int MaxLevel = 5;

    // Of the letters of tagged text.
    private const double MostHeadings = 0.3;
    private const double MostHeadingsOfShortText = 0.6;
    private const int ShortText = 1500;

    // Who tags headings at all tags nearly all of them.
    private const int FewestOfMany = 3;
    private const double NearlyAll = 0.75;

    /// <summary>Sizes are told to half a point.</summary>
    private const double SameSizePt = 0.25;

    public static void Assign(IReadOnlyList<PlacedBlock> blocks)
    {
        var called = blocks.Where(IsCalledHeading).ToList();
        var headings = called.FindAll(placed => HeadingFinder.CanBeHeading(placed, anyNumber: true));
        if (headings.Count == 0 || headings.Count * 2 < called.Count || !AreBelievable(called, blocks))
        {
            return;
        }

        AssignTitle(headings, blocks);
        headings.RemoveAll(placed => placed.IsTitle);
        var others = blocks.Where(placed => placed.HeadingLevel > 0 && !IsCalledHeading(placed)).ToList();
        if (others.Count > headings.Count)
        {
            AddFew(headings, others);
            return;
        }

        var highest = headings.Count == 0 ? 0 : headings.Min(LevelOf);
        headings.ForEach(placed => placed.HeadingLevel = Math.Clamp(LevelOf(placed) - highest + 1, 1, MaxLevel));
        var uncalled = others.FindAll(placed => placed.Block.Tag is not null);
        var areAllCalled = headings.Count >= FewestOfMany && headings.Count >= NearlyAll * (headings.Count + uncalled.Count);
        foreach (var placed in others)
        {
            placed.HeadingLevel = areAllCalled && placed.Block.Tag is not null ? 0
                : LevelAmong(headings, placed) ?? placed.HeadingLevel;
        }
    }

    /// <summary>A level that few headings have been given says nothing of the others: the type of all of them does.</summary>
    private static void AddFew(List<PlacedBlock> headings, List<PlacedBlock> others)
    {
        foreach (var placed in headings.Where(placed => placed.HeadingLevel == 0))
        {
            placed.HeadingLevel = LevelAmong(others, placed) ?? 1;
        }
    }

    private static bool IsCalledHeading(PlacedBlock placed) =>
        !placed.IsFurniture && placed.Block.Tag?.Role is TagRole.Heading or TagRole.Title;

    private static int LevelOf(PlacedBlock placed) => Math.Max(1, placed.Block.Tag!.Level);

    /// <summary>A text without anything but headings says nothing, and nobody writes one with a third of it in headings, but for
    /// what is short.</summary>
    private static bool AreBelievable(List<PlacedBlock> called, IReadOnlyList<PlacedBlock> blocks)
    {
        var all = blocks.Where(placed => !placed.IsFurniture && placed.Block.Tag is { Role: not TagRole.Artifact })
            .Sum(placed => placed.Full.Length);
        var most = all < ShortText ? MostHeadingsOfShortText : MostHeadings;
        return called.Sum(placed => placed.Full.Length) <= most * all;
    }

    /// <summary>One element alone may be the title.</summary>
    private static void AssignTitle(List<PlacedBlock> headings, IReadOnlyList<PlacedBlock> blocks)
    {
        var titles = headings.FindAll(placed => placed.Block.Tag!.Role == TagRole.Title);
        if (titles is not [var title] || title.IsTitle)
        {
            return;
        }

        foreach (var placed in blocks.Where(placed => placed.IsTitle))
        {
            (placed.IsTitle, placed.HeadingLevel) = (false, 1);
        }

        (title.IsTitle, title.HeadingLevel) = (true, 0);
    }

    /// <summary>That of headings set like it, else one below those that are set larger.</summary>
    private static int? LevelAmong(List<PlacedBlock> headings, PlacedBlock placed)
    {
        var block = placed.Block;
        var alike = headings.FindAll(other => Math.Abs(other.Block.SizePt - block.SizePt) <= SameSizePt
            && other.Block.Bold == block.Bold && other.Block.Italic == block.Italic);
        if (alike.Count > 0)
        {
            return alike.CountBy(other => other.HeadingLevel).MaxBy(count => count.Value).Key;
        }

        var larger = headings.FindAll(other => other.Block.SizePt > block.SizePt + SameSizePt);
        return larger.Count == 0 ? null : Math.Min(MaxLevel, larger.Max(other => other.HeadingLevel) + 1);
    }
}
