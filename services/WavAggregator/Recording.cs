using DaprProcessing.Audio.Timing;

namespace DaprProcessing.WavAggregator;

/// <summary>The artifact <c>chapters.json</c>: what lies where in <c>audio.wav</c>.</summary>
/// <param name="Language">What it is read in, ISO 639-1.</param>
/// <param name="Frames">The sum of its parts and their silences.</param>
internal sealed record Recording(
    string Title, string? Language, int SampleRate, long Frames, double Seconds,
    IReadOnlyList<Chapter> Chapters, IReadOnlyList<RecordingPart> Parts);

/// <param name="File">The artifact of the part alone.</param>
/// <param name="SilenceAfter">Frames of silence behind it.</param>
internal sealed record RecordingPart(string File, long Frames, long SilenceAfter);
