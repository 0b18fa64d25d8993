using DaprProcessing.Engines.Protocol;
using Whisper.net;

namespace DaprProcessing.SpeechEngine.Listening;

/// <summary>Puts the tokens of a segment together into words: a token that begins with a space begins one.</summary>
internal static class HeardWords
{
    private const double SecondsPerTick = 0.01;

    public static HeardSegment Segment(SegmentData segment) =>
        new(segment.Start.TotalSeconds, segment.End.TotalSeconds, segment.Text.Trim(), Words(segment));

    private static List<HeardWord> Words(SegmentData segment)
    {
        var words = new List<HeardWord>();
        foreach (var token in segment.Tokens)
        {
            // "[_BEG_]" and "[_TT_550]" are times, not words.
            if (token.Text is not { Length: > 0 } text || text.StartsWith("[_", StringComparison.Ordinal))
            {
                continue;
            }

            var (start, end) = (token.Start * SecondsPerTick, token.End * SecondsPerTick);
            if (words.Count > 0 && text[0] != ' ')
            {
                var last = words[^1];
                var confidence = Math.Min(last.Confidence, token.Probability);
                words[^1] = last with { Text = last.Text + text, End = end, Confidence = confidence };
            }
            else if (text.Trim() is { Length: > 0 } trimmed)
            {
                words.Add(new HeardWord(trimmed, start, end, token.Probability));
            }
        }

        return words;
    }
}
