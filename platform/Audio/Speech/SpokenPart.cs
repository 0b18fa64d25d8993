namespace DaprProcessing.Audio.Speech;

/// <summary>A passage as it was spoken.</summary>
/// <param name="Frames">Its length; the pause behind it is not in it.</param>
public sealed record SpokenPart(int PassageNo, long Frames, int PauseAfterMs, IReadOnlyList<SpokenSentence> Sentences);

/// <summary>A sentence and where it lies in its part.</summary>
public sealed record SpokenSentence(string Text, long StartFrame, long EndFrame);
