using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Headings head something. Three and more of one look, one below the other with nothing between them, are the lines of a list, a
/// form,
/// an address or a listing in bold type.
/// </summary>
internal static class HeadingRuns
{
    private const int MaxRun = 2;

    public static void Drop(List<PlacedBlock> headings, IReadOnlyList<PlacedBlock> blocks, HeadingFinder finder)
    {
        var marked = headings.ToHashSet();
        var run = new List<PlacedBlock>();
        foreach (var placed in blocks.Where(placed => !placed.IsFurniture).Append(null))
        {
            if (placed is not null && marked.Contains(placed) && (run.Count == 0 || GoesOn(run[^1], placed)))
            {
                run.Add(placed);
                continue;
            }

            if (run.Count > MaxRun || run.Exists(finder.IsCode))
            {
                headings.RemoveAll(run.Contains);
            }

            run.Clear();
            if (placed is not null && marked.Contains(placed))
            {
                run.Add(placed);
            }
        }
    }

    // Numbers tell chapters apart even where nothing is said in them yet: an outline.
    private static bool GoesOn(PlacedBlock last, PlacedBlock next) =>
        last.Page.PageNo == next.Page.PageNo && last.Block.Region == next.Block.Region && SectionNumber.Depth(next.Full) == 0
        && last.Block.Bold == next.Block.Bold && Math.Abs(last.Block.SizePt - next.Block.SizePt) < 0.05 * next.Block.SizePt;
}
