using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Turns what stands on its head on an upright page (the other half of a folded card) about its own middle, so that its
/// lines are read from their beginnings.</summary>
internal static class UpsideDownParts
{
    public static PageText Turn(PageText page)
    {
        if (!page.Words.Any(IsUpsideDown))
        {
            return page;
        }

        var words = page.Words.ToArray();
        for (var start = 0; start < words.Length; start++)
        {
            var end = start;
            while (end < words.Length && IsUpsideDown(words[end]))
            {
                end++;
            }

            if (end > start)
            {
                Turn(words.AsSpan(start..end), Box.Around(words[start..end].Select(word => word.Box)));
                start = end;
            }
        }

        return page with { Words = words };
    }

    private static void Turn(Span<PageWord> words, Box part)
    {
        foreach (ref var word in words)
        {
            var box = word.Box;
            word = word with
            {
                Box = new Box(part.L + part.R - box.R, part.T + part.B - box.B, part.L + part.R - box.L,
                    part.T + part.B - box.T),
                AngleDeg = 0,
            };
        }
    }

    private static bool IsUpsideDown(PageWord word) => Math.Abs(word.AngleDeg - 180) <= PageWords.SlackDeg;
}
