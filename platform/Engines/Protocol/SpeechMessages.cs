namespace DaprProcessing.Engines.Protocol;

/// <summary>A sentence for a voice to speak.</summary>
/// <param name="LengthScale">Longer than 1 is slower.</param>
internal sealed record VoiceRequest(
    IReadOnlyList<long> Phonemes, double LengthScale, double NoiseScale = 0, double NoiseWidth = 0, long Speaker = 0);

/// <param name="Frames">Samples written.</param>
internal sealed record SpokenReply(long Frames);

/// <summary>A stretch of sound to recognise: raw mono samples of 16 bits at 16 kHz.</summary>
/// <param name="Language">ISO 639-1; null to have it detected.</param>
internal sealed record RecordingRequest(string Path, string? Language, int Threads);

internal sealed record HeardReply(string Language, IReadOnlyList<HeardSegment> Segments);

/// <summary>Times in seconds.</summary>
internal sealed record HeardSegment(double Start, double End, string Text, IReadOnlyList<HeardWord> Words);

internal sealed record HeardWord(string Text, double Start, double End, double Confidence);
