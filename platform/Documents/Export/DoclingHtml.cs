using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Writes a document as one HTML page without scripts or foreign parts: headings, lists, tables, figures.</summary>
public static class DoclingHtml
{
    public static void Write(DoclingDocument document, TextWriter writer) => new HtmlWriter(document, writer).Write();

    public static string ToHtml(DoclingDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Write(document, writer);
        return writer.ToString();
    }
}
