using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>Puts a second opinion in the place of the lines that were in doubt.</summary>
internal static class RecognitionMerge
{
    /// <summary>So much of a doubtful word under the second opinion is read by it.</summary>
    private const double SamePlace = 0.4;

    /// <summary>The same, of its length alone, where its middle lies on the other's line.</summary>
    private const double SameLength = 0.3;

    /// <summary>What only the first recogniser saw, and was not sure of, is more often dirt than text.</summary>
    private const double LeastAlone = 0.5;

    public static PageText Of(PageText first, PageText second, RecognitionDoubt doubt)
    {
        var rows = PageLines.Of(first.Words).ToList();
        var sure = doubt.SurePlaces;
        // Line by line: without its last word a line would run on into the next.
        var found = PageLines.Of(second.Words).Select(row => row.FindAll(word => !IsCovered(word, sure)))
            .Where(row => row.Count > 0).Select(row => new Placed(row, Box.Around(row.Select(word => word.Box)))).ToList();
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
        [.. row.Where(word => word.Confidence >= LeastAlone
            && !found.Any(other => IsCovered(word, other.Words.Select(one => one.Box))))];

    /// <summary>Boxes of one word differ: the second recogniser's is sometimes that of its whole area.</summary>
    private static bool IsCovered(PageWord word, IEnumerable<Box> places) => places.Any(place =>
        word.Box.CommonArea(place) > SamePlace * word.Box.Area
        || (place.T < word.Box.CenterY && word.Box.CenterY < place.B
            && word.Box.Clip(place).Width > SameLength * word.Box.Width));

    /// <summary>After the last line above it in its column; before all where there is none.</summary>
    private static int PlaceOf(Placed row, List<Placed> kept)
    {
        var above = kept.FindLastIndex(other =>
            other.Box.CenterY < row.Box.CenterY && other.Box.OverlapsAcross(row.Box));
        return above >= 0 ? above + 1 : Math.Max(0, kept.FindIndex(other => other.Box.OverlapsAcross(row.Box)));
    }

    private sealed record Placed(List<PageWord> Words, Box Box);
}
