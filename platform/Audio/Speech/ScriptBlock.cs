namespace DaprProcessing.Audio.Speech;

/// <summary>A block of a document that is read aloud.</summary>
/// <param name="Label">Its kind: one of the labels of the document format.</param>
/// <param name="ChapterLevel">Set where it begins a chapter.</param>
/// <param name="PauseAfterMs">Silence behind its last sentence.</param>
internal sealed record ScriptBlock(string Label, string Text, int? ChapterLevel, int PauseAfterMs)
{
    /// <summary>The page it begins on; 0 where there are none.</summary>
    public int PageNo { get; init; }

    /// <summary>Not of the document, but on it.</summary>
    public bool IsCommentary { get; init; }
}
