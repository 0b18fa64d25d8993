using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>A table as the detector sees it: the words in its box, the box drawn in to them.</summary>
internal sealed record TableCandidate(Box Box, IReadOnlyList<TextRow> Rows, double Score)
{
    /// <summary>Below this the detector sees tables in text.</summary>
    private const double MinScore = 0.5;

    private const int MaxCandidates = 24;
    private const int MinWords = 3;

    public IEnumerable<Word> Words => Rows.SelectMany(row => row.Words);

    /// <summary>From the surest; a word in two boxes belongs to the surer.</summary>
    public static IReadOnlyList<TableCandidate> Of(IEnumerable<LayoutRegion> regions, PageSheet sheet)
    {
        var left = sheet.Body;
        var candidates = new List<TableCandidate>();
        foreach (var region in regions.Where(region => region.Kind == RegionKind.Table && region.Score > MinScore)
            .OrderByDescending(region => region.Score).Take(MaxCandidates))
        {
            var box = sheet.There(region.Box);
            var rows = WithoutCaption(PageTables.Part(left, word => PageTables.IsIn(box, word)));
            if (rows.Sum(row => row.Words.Count) >= MinWords)
            {
                candidates.Add(new TableCandidate(Box.Around(rows.Select(row => row.Box)), rows, region.Score));
                left = PageTables.Part(left, word => !PageTables.IsIn(box, word));
            }
        }

        return candidates;
    }

    private static List<TextRow> WithoutCaption(List<TextRow> rows) =>
        rows.Count > 2 && CaptionPattern.IsCaption(rows[0].Text)
            ? rows.GetRange(1, rows.Count - 1) : rows;
}
