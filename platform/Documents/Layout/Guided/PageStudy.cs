using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>
/// A page that models may be asked about. Rules go first; what they are unsure of is looked at; then it is decided table by
/// table who is right. Pure: what models saw is given.
/// </summary>
public sealed class PageStudy
{
    /// <summary>Table readers were trained on tables with a little white around them.</summary>
    private const double MarginPt = 5;

    private readonly PageSheet _sheet;
    private readonly IReadOnlyList<LayoutBlock> _byRules;

    public PageStudy(PageText page)
    {
        _sheet = new PageSheet(page);
        _byRules = _sheet.Blocks();
        ByRules = _sheet.ToLayout(_byRules);
        Doubt = PageDoubt.Of(_sheet, _byRules);
    }

    /// <summary>What rules alone make of the page.</summary>
    public PageLayout ByRules { get; }

    /// <summary>Why models should be asked about the page; null where rules are sure of it.</summary>
    public string? Doubt { get; }

    /// <summary>Where on the displayed page the tables are whose structure is wanted.</summary>
    /// <param name="regions">What the detector saw, in points of the displayed page.</param>
    public IReadOnlyList<Box> TablesToRead(IReadOnlyList<LayoutRegion> regions)
    {
        var whole = new Box(0, 0, ByRules.WidthPt, ByRules.HeightPt);
        return [.. TableCandidate.Of(regions, _sheet)
            .Select(candidate => _sheet.Back(candidate.Box).Grow(MarginPt).Clip(whole))];
    }

    /// <summary>The page as it is once models were asked.</summary>
    /// <param name="structures">One for each of <see cref="TablesToRead"/>, boxes in points of the displayed page.</param>
    public PageLayout Guided(IReadOnlyList<LayoutRegion> regions, IReadOnlyList<TableStructure?> structures)
    {
        var faint = regions.Where(region => region.Kind == RegionKind.Table).Select(region => _sheet.There(region.Box)).ToList();
        var tables = new TableGuard(_sheet, _byRules, faint).Decide(
            TableCandidate.Of(regions, _sheet), [.. structures.Select(structure => structure is null ? null : There(structure))]);
        var guide = new PageGuide(tables, TitleMarks.Boxes(regions, _sheet));
        return _sheet.ToLayout(TitleMarks.Mark(_sheet.Blocks(guide), regions, _sheet));
    }

    private TableStructure There(TableStructure structure)
    {
        var there = structure.Map(_sheet.There);
        return !_sheet.IsMirrored ? there : there with
        {
            Cells = [.. there.Cells.Select(cell => cell with { Column = there.Columns - cell.Column - cell.ColumnSpan })],
        };
    }
}
