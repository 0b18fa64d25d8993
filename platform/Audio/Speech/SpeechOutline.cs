namespace DaprProcessing.Audio.Speech;

/// <summary>What whoever puts the parts together needs to know of the script.</summary>
/// <param name="Language">What it is read in, ISO 639-1; null in an outline of an earlier version.</param>
/// <param name="PausesMs">The silence behind each passage, from the first on; null in an outline of an earlier version.</param>
public sealed record SpeechOutline(
    string Title, IReadOnlyList<ScriptChapter> Chapters, string? Language = null, IReadOnlyList<int>? PausesMs = null)
{
    /// <summary>The object's name among those of the speaking stage.</summary>
    public const string Name = "outline.json";

    /// <summary>The speaking stage.</summary>
    public const string Stage = "tts";
}
