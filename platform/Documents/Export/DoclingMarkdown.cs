using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Writes a document as Markdown, in the conventions of docling's serialiser (compact tables, picture placeholders, no
/// running heads).</summary>
public static class DoclingMarkdown
{
    public static void Write(DoclingDocument document, TextWriter writer) => new MarkdownWriter(document, writer).Write();

    public static string ToMarkdown(DoclingDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Write(document, writer);
        return writer.ToString();
    }
}
