namespace DaprProcessing.Audio.Listening;

/// <summary>
/// Moves the ends of a segment to where something is heard: recognisers let segments touch, silence and all.
/// </summary>
public static class SoundEdges
{
    /// <summary>Soft first and last sounds lie below the threshold.</summary>
    private const double MarginSeconds = 0.12;

    /// <summary>A noise before the first word or behind the last is so short, in windows, and so much softer than the loudest
    /// of what is said.</summary>
    private const int NoiseWindows = 60;

    private const double NoiseDb = 10;

    /// <summary>What parts it from the words, in windows: more before the first, because a soft one would be shown too
    /// late.</summary>
    private const int SilenceAfterNoise = 100, SilenceBeforeNoise = 50;

    public static TranscriptSegment Fit(TranscriptSegment segment, SoundLevels levels)
    {
        var last = levels.Count - 1;
        var first = Math.Clamp(SoundLevels.WindowAt(TimeSpan.FromSeconds(segment.Start)), 0, Math.Max(last, 0));
        last = Math.Min(last, SoundLevels.WindowAt(TimeSpan.FromSeconds(segment.End)));
        if (last < first || (first = Edge(levels, first, last, SilenceAfterNoise)) > last)
        {
            return segment;
        }

        last = Edge(levels, last, first, SilenceBeforeNoise);

        var start = Math.Max(segment.Start, SoundLevels.TimeOf(first).TotalSeconds - MarginSeconds);
        // Of a segment told for a time behind the recording's end the sound found lies before it.
        var end = Math.Max(start, Math.Min(segment.End, SoundLevels.TimeOf(last + 1).TotalSeconds + MarginSeconds));
        return segment with
        {
            Start = Math.Round(start, 3),
            End = Math.Round(end, 3),
            Words = [.. segment.Words.Select(word => word with
            {
                Start = Math.Round(Math.Clamp(word.Start, start, end), 3), End = Math.Round(Math.Clamp(word.End, start, end), 3),
            })],
        };
    }

    /// <summary>From an edge inwards.</summary>
    /// <returns>The first window with sound that is no noise; behind <paramref name="to"/> where there is none.</returns>
    private static int Edge(SoundLevels levels, int from, int to, int silenceWindows)
    {
        var step = Math.Sign(to - from) is var sign and not 0 ? sign : 1;
        var loudest = Loudest(from, to + step);
        while (true)
        {
            from = NextSound(from);
            var (end, next) = (from, from);
            while (!IsBehind(next) && Math.Abs(next - end) < silenceWindows)
            {
                end = next + step;
                next = NextSound(end);
            }

            if (IsBehind(next) || Math.Abs(end - from) > NoiseWindows || Loudest(from, end) > loudest - NoiseDb)
            {
                return from;
            }

            from = next;
        }

        bool IsBehind(int window) => (window - to) * step > 0;

        int NextSound(int window)
        {
            while (!IsBehind(window) && !levels.IsSound(window))
            {
                window += step;
            }

            return window;
        }

        float Loudest(int begin, int behind)
        {
            var loudest = float.MinValue;
            for (var window = begin; window != behind; window += step)
            {
                loudest = Math.Max(loudest, levels.At(window));
            }

            return loudest;
        }
    }
}
