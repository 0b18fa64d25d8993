using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Writes a document as DocTags: docling's markup of elements with their places, for language models.</summary>
public static class DoclingDocTags
{
    public static void Write(DoclingDocument document, TextWriter writer) => new DocTagsWriter(document, writer).Write();

    public static string ToDocTags(DoclingDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Write(document, writer);
        return writer.ToString();
    }
}
