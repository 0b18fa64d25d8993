using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Chunking;

/// <summary>A passage of a document, made to be searched: it knows its headings, and where it stands.</summary>
/// <param name="Text">What it says, without its headings.</param>
/// <param name="Headings">From the title down.</param>
/// <param name="Items">What it is made of, in reading order.</param>
public sealed record DocumentChunk(
    string Text, IReadOnlyList<string> Headings, IReadOnlyList<string> Captions, IReadOnlyList<DocItem> Items)
{
    /// <summary>The passage under its headings: what is to be embedded.</summary>
    public string Contextualized => string.Join('\n', [.. Headings, Text]);

    public IReadOnlyList<int> Pages => [.. Items.SelectMany(item => item.Prov).Select(place => place.PageNo).Distinct().Order()];
}

/// <summary>How passages are written.</summary>
/// <param name="MarkdownTables">Tables as Markdown, not as sentences.</param>
/// <param name="ImagePlaceholder">What stands for a picture; null for nothing: pictures without a caption make no
/// passage.</param>
public sealed record ChunkStyle(bool MarkdownTables = false, string? ImagePlaceholder = null);
