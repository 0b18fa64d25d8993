using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>A stretch of a paragraph in one formatting. Its blanks are its own: runs are put together as they are.</summary>
internal sealed record Run(string Text, Formatting? Formatting = null, string? Link = null, RunKind Kind = RunKind.Text)
{
    /// <summary>Runs that look alike are one.</summary>
    public bool LooksLike(Run other) => Kind == other.Kind && Link == other.Link && Formatting == other.Formatting;
}

internal enum RunKind
{
    Text,
    Code,
    Formula,
}
