using DaprProcessing.Audio.Listening;

namespace DaprProcessing.AudioTranscription;

/// <summary>
/// How a recording is heard: who listens, chosen once for all of it, and the stretches that it is cut into, each an object of raw
/// samples (mono, 16 bits, <see cref="SampleRate"/>).
/// </summary>
/// <param name="Language">null to have it detected.</param>
internal sealed record RecordingPlan(
    string Engine, string Model, string? Language, double Duration, IReadOnlyList<Stretch> Stretches)
{
    /// <summary>What recognisers are trained on.</summary>
    public const int SampleRate = 16000;

    public const string Name = "plan.json";

    public static string StretchName(int unitNo) => $"{unitNo:D4}.pcm";
}

/// <summary>What was heard of a stretch, with times of the whole recording.</summary>
internal sealed record HeardStretch(string Language, IReadOnlyList<TranscriptSegment> Segments)
{
    public const string Output = "transcript";
}
