namespace DaprProcessing.Audio.Speech;

/// <summary>What a speaking stage leaves of a passage for those that make files of it.</summary>
/// <param name="SamplesKey">The object with its raw samples: mono, 16 bits.</param>
public sealed record SpokenPassage(string SamplesKey, int SampleRate, SpokenPart Part)
{
    /// <summary>The output's name.</summary>
    public const string Output = "speech";
}

/// <summary>What the result tells of a file of sound.</summary>
public sealed record WaveFacts(int SampleRate, long Frames, double Seconds)
{
    /// <summary>The output's name.</summary>
    public const string Output = "wave";
}
