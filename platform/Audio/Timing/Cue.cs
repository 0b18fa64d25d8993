namespace DaprProcessing.Audio.Timing;

/// <summary>A text and when it is heard.</summary>
public sealed record Cue(TimeSpan Start, TimeSpan End, string Text);
