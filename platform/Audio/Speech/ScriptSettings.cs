namespace DaprProcessing.Audio.Speech;

/// <summary>What of a document is read aloud, and how.</summary>
/// <param name="Language">ISO 639-1: in which words numbers and abbreviations are said.</param>
/// <param name="Footnotes">Footnotes too.</param>
/// <param name="Tables">The cells of tables, not their captions only.</param>
/// <param name="ChapterLevel">Headings down to this level begin a chapter.</param>
public sealed record ScriptSettings(
    string Language = "en", bool Footnotes = false, bool Tables = false, int ChapterLevel = 2);
