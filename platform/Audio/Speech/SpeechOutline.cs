namespace DaprProcessing.Audio.Speech;

/// <summary>What whoever puts the parts together needs to know of the script.</summary>
public sealed record SpeechOutline(string Title, IReadOnlyList<ScriptChapter> Chapters)
{
    /// <summary>The object's name among those of the speaking stage.</summary>
    public const string Name = "outline.json";

    /// <summary>The speaking stage.</summary>
    public const string Stage = "tts";
}
