using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Running heads of more lines than stand apart at a page's edge, and those close to the text: from the rims inwards, what pages
/// repeat at a place where half of all pages have something repeated, be it the same or one head for each chapter.
/// </summary>
internal sealed class RepeatedRims
{
    private const int FewestPages = 3;

    // A letterhead may be large; fewer pages may be one page, scanned again.
    private const int FewestPagesOfDisplay = 6;

    private const int MaxLines = 4, MaxChars = 300;

    // Shares of the page height, as far as a letterhead reaches.
    private const double TopZone = 0.25;
    private const double BottomZone = 0.85;

    private const double PlaceStepPt = 3;

    private readonly Dictionary<(int Place, string Text), HashSet<int>> _pages = [];
    private readonly Dictionary<int, HashSet<int>> _places = [];
    private readonly int _all;

    public RepeatedRims(IReadOnlyList<PlacedBlock> blocks)
    {
        _all = blocks.Select(placed => placed.Page.PageNo).Distinct().Count();
        foreach (var placed in blocks.Where(CanBe))
        {
            // Places a little apart fall into neighbouring steps.
            foreach (var step in new[] { -1, 0, 1 })
            {
                var key = KeyOf(placed, step);
                (_pages.TryGetValue(key, out var pages) ? pages : _pages[key] = []).Add(placed.Page.PageNo);
            }
        }

        foreach (var ((place, _), repeated) in _pages.Where(same => same.Value.Count >= FewestPages))
        {
            (_places.TryGetValue(place, out var pages) ? pages : _places[place] = []).UnionWith(repeated);
        }
    }

    public void Mark(IEnumerable<List<PlacedBlock>> pages)
    {
        if (_all < FewestPages)
        {
            return;
        }

        foreach (var page in pages)
        {
            // A logo stands above or below what is repeated, or beside it.
            var body = page.Where(placed => !placed.IsFurniture && !placed.Block.Turned && placed.Block.Kind != BlockKind.Picture)
                .OrderBy(placed => placed.Block.Box.T).ToList();
            body.TakeWhile(placed => Repeats(placed) && IsAtTop(placed)).ToList().ForEach(Take);
            body.OrderByDescending(placed => placed.Block.Box.B).TakeWhile(placed => Repeats(placed) && IsAtBottom(placed))
                .ToList().ForEach(Take);
        }

        static void Take(PlacedBlock placed) => placed.IsFurniture = true;
    }

    private bool Repeats(PlacedBlock placed)
    {
        var key = KeyOf(placed, 0);
        return CanBe(placed) && _pages.TryGetValue(key, out var pages)
            && pages.Count >= (FurnitureFinder.IsDisplay(placed) ? FewestPagesOfDisplay : FewestPages)
            && _places[key.Place].Count * 2 >= _all;
    }

    private static bool CanBe(PlacedBlock placed)
    {
        var block = placed.Block;
        var isProse = block.Lines > 1 && ParagraphBreaks.EndsSentence(block.Text);
        return block.Kind == BlockKind.Paragraph && !isProse && block.Lines <= MaxLines && block.Text.Length <= MaxChars
            && block.Text.Any(char.IsLetter) && (IsAtTop(placed) || IsAtBottom(placed));
    }

    private static bool IsAtTop(PlacedBlock placed) => placed.Block.Box.B < TopZone * placed.Page.HeightPt;

    private static bool IsAtBottom(PlacedBlock placed) => placed.Block.Box.T > BottomZone * placed.Page.HeightPt;

    private static (int Place, string Text) KeyOf(PlacedBlock placed, int step) => (
        (int)Math.Round(placed.Block.Box.T / PlaceStepPt) + step, FurnitureFinder.Words(placed));
}
