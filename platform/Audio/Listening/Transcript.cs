using DaprProcessing.Audio.Timing;

namespace DaprProcessing.Audio.Listening;

/// <summary>What was heard of a recording.</summary>
/// <param name="Language">ISO 639-1, as said or as heard.</param>
/// <param name="Engine">What recognised it.</param>
/// <param name="Quality"><c>good</c>, or <c>draft</c> where words are often wrong.</param>
/// <param name="Duration">Of the recording, in seconds.</param>
public sealed record Transcript(
    string Language, string Engine, string Quality, double Duration, IReadOnlyList<TranscriptSegment> Segments)
{
    public string Text => string.Join(' ', Segments.Select(segment => segment.Text));

    public IEnumerable<Cue> Cues() => Segments.Select(segment =>
        new Cue(TimeSpan.FromSeconds(segment.Start), TimeSpan.FromSeconds(segment.End), segment.Text));
}

/// <param name="Start">In seconds.</param>
/// <param name="End">In seconds.</param>
/// <param name="Words">With their times, where the engine knows them.</param>
public sealed record TranscriptSegment(double Start, double End, string Text, IReadOnlyList<TranscriptWord> Words)
{
    public TranscriptSegment Shifted(double seconds) => this with
    {
        Start = Round(Start + seconds),
        End = Round(End + seconds),
        Words = [.. Words.Select(word => word with { Start = Round(word.Start + seconds), End = Round(word.End + seconds) })],
    };

    private static double Round(double seconds) => Math.Round(seconds, 3);
}

/// <param name="Confidence">0 to 1; null where the engine does not say.</param>
public sealed record TranscriptWord(string Text, double Start, double End, double? Confidence = null);
