using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>Puts a second opinion in the place of the lines that were in doubt.</summary>
internal static class RecognitionMerge
{
    /// <summary>So much of a doubtful word under the second opinion is read by it.</summary>
    private const double SamePlace = 0.4;

    /// <summary>What only the first recogniser saw, and was not sure of, is more often dirt than text.</summary>
    private const double LeastAlone = 0.5;

    public static PageText Of(PageText first, PageText second, RecognitionDoubt doubt)
    {
        var rows = PageLines.Of(first.Words).ToList();
        var sure = doubt.SurePlaces;
        var found = PageLines.Of(second.Words.Where(word => !IsCovered(word, sure)))
            .Select(row => new Placed(row, Box.Around(row.Select(word => word.Box)))).ToList();
        var kept = new List<Placed>();
        for (var i = 0; i < rows.Count; i++)
        {
            var words = doubt.Lines.Contains(i) ? Alone(rows[i], found) : rows[i];
            if (words.Count > 0)
            {
                kept.Add(new Placed(words, Box.Around(words.Select(word => word.Box))));
            }
        }

        foreach (var row in found.OrderBy(row => row.Box.CenterY))
        {
            kept.Insert(PlaceOf(row, kept), row);
        }

        var merged = kept.SelectMany(row => row.Words.Select((word, i) => word with
        {
            Font = 0,
            EndsLine = i == row.Words.Count - 1,
        })).ToList();
        return first with
        {
            Fonts = first.Fonts.Count > 0 ? first.Fonts : second.Fonts,
            Words = merged,
            Confidence = merged.Count == 0 ? null : Math.Round(PageRows.ConfidenceOf(merged), 4),
            Recognizer = found.Count > 0 ? $"{first.Recognizer}+{second.Recognizer}" : first.Recognizer,
            SecondOpinion = doubt.Reason,
        };
    }

    private static List<PageWord> Alone(List<PageWord> row, List<Placed> found) =>
        [.. row.Where(word => word.Confidence >= LeastAlone && !found.Any(other => IsCovered(word, [other.Box])))];

    private static bool IsCovered(PageWord word, IReadOnlyList<Box> places) => places.Any(
        place => word.Box.CommonArea(place) > SamePlace * word.Box.Area);

    /// <summary>After the last line above it in its column; before all where there is none.</summary>
    private static int PlaceOf(Placed row, List<Placed> kept)
    {
        var above = kept.FindLastIndex(other =>
            other.Box.CenterY < row.Box.CenterY && other.Box.OverlapsAcross(row.Box));
        return above >= 0 ? above + 1 : Math.Max(0, kept.FindIndex(other => other.Box.OverlapsAcross(row.Box)));
    }

    private sealed record Placed(List<PageWord> Words, Box Box);
}
