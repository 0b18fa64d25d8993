namespace DaprProcessing.Audio.Listening;

/// <summary>A stretch of a recording.</summary>
public sealed record Stretch(TimeSpan Start, TimeSpan End)
{
    public TimeSpan Duration => End - Start;
}

/// <summary>Cuts a recording into stretches that are recognised alone: in silence, so that no word is cut.</summary>
public static class StretchPlan
{
    // A recogniser's window is 30 s; a stretch of a few of them keeps its sense of language, and little is lost with it.
    private const int ShortestSeconds = 30;
    private const int LongestSeconds = 75;

    /// <summary>In one piece the rest is not longer than this: no last stretch of a second.</summary>
    private const int LastSeconds = 90;

    public static IReadOnlyList<Stretch> Cut(SoundLevels levels)
    {
        var cuts = new List<Stretch>();
        var start = TimeSpan.Zero;
        while ((levels.Duration - start).TotalSeconds > LastSeconds)
        {
            var from = SoundLevels.WindowAt(start + TimeSpan.FromSeconds(ShortestSeconds));
            var to = Math.Min(levels.Count, SoundLevels.WindowAt(start + TimeSpan.FromSeconds(LongestSeconds)));
            var end = SoundLevels.TimeOf(LongestSilence(levels, from, to) ?? Quietest(levels, from, to));
            cuts.Add(new Stretch(start, end));
            start = end;
        }

        if (levels.Duration > start)
        {
            cuts.Add(new Stretch(start, levels.Duration));
        }

        return cuts;
    }

    /// <summary>The middle of the longest silence; null where something is heard all the time.</summary>
    private static int? LongestSilence(SoundLevels levels, int from, int to)
    {
        var (best, middle) = (0, (int?)null);
        for (var begin = from; begin < to;)
        {
            var end = begin;
            while (end < to && !levels.IsSound(end))
            {
                end++;
            }

            if (end - begin > best)
            {
                (best, middle) = (end - begin, (begin + end) / 2);
            }

            begin = end + 1;
        }

        return middle;
    }

    private static int Quietest(SoundLevels levels, int from, int to) =>
        Enumerable.Range(from, to - from).MinBy(window => (levels.At(window), window));
}
