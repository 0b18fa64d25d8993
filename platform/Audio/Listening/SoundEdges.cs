namespace DaprProcessing.Audio.Listening;

/// <summary>
/// Moves the ends of a segment to where something is heard: recognisers let segments touch, silence and all.
/// </summary>
public static class SoundEdges
{
    /// <summary>Soft first and last sounds lie below the threshold.</summary>
    private const double MarginSeconds = 0.12;

    public static TranscriptSegment Fit(TranscriptSegment segment, SoundLevels levels)
    {
        var last = levels.Count - 1;
        var first = Math.Clamp(SoundLevels.WindowAt(TimeSpan.FromSeconds(segment.Start)), 0, Math.Max(last, 0));
        last = Math.Min(last, SoundLevels.WindowAt(TimeSpan.FromSeconds(segment.End)));
        while (first <= last && !levels.IsSound(first))
        {
            first++;
        }

        while (last >= first && !levels.IsSound(last))
        {
            last--;
        }

        if (last < first)
        {
            return segment;
        }

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
}
