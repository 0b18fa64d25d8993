namespace DaprProcessing.Audio.Speech;

/// <summary>What is to be said of a document: its passages in order, and where its chapters begin.</summary>
public sealed record SpeechScript(string Title, IReadOnlyList<ScriptChapter> Chapters, IReadOnlyList<Passage> Passages);

/// <param name="Level">0 for a title, 1 for the highest headings.</param>
/// <param name="FirstPassage">The number of the passage that begins it.</param>
public sealed record ScriptChapter(string Title, int Level, int FirstPassage);

/// <summary>What is spoken, and spoken again, at one go: whole sentences of one chapter.</summary>
/// <param name="No">1-based.</param>
public sealed record Passage(int No, IReadOnlyList<Sentence> Sentences);

/// <summary>A sentence, or a piece of one that is too long to be said at one go.</summary>
/// <param name="Text">As it is written, to be shown while it is heard.</param>
/// <param name="Spoken">As it is said: numbers, abbreviations and addresses in words.</param>
/// <param name="PauseAfterMs">Silence behind it; none within a long sentence.</param>
public sealed record Sentence(string Text, string Spoken, int PauseAfterMs);
