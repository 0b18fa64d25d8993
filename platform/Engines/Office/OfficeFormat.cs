using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.Engines.Office;

/// <summary>How LibreOffice is asked for the pages of a kind of file.</summary>
/// <param name="Extension">It tells files apart by it.</param>
/// <param name="Reader">The filter that reads it: whatever is in the file, no other is tried.</param>
/// <param name="Writer">The filter that writes its pages, and what that is told.</param>
/// <param name="Library">The library of the part that does it, beside the program.</param>
internal sealed record OfficeFormat(string Extension, string Reader, string Writer, string Library)
{
    private static readonly Dictionary<string, OfficeFormat> ByMediaType = new()
    {
        [MediaTypes.Docx] = new("docx", "MS Word 2007 XML", "writer_pdf_Export", "libswlo.so"),
        [MediaTypes.Odt] = new("odt", "writer8", "writer_pdf_Export", "libswlo.so"),
        [MediaTypes.Xlsx] = new("xlsx", "Calc MS Excel 2007 XML", "calc_pdf_Export", "libsclo.so"),
        // With the hidden ones a slide's number is its page's.
        [MediaTypes.Pptx] = new(
            "pptx", "Impress MS PowerPoint 2007 XML",
            """impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}""", "libsdlo.so"),
    };

    public static IEnumerable<string> MediaTypesLaidOut => ByMediaType.Keys;

    public static OfficeFormat? Find(string mediaType) => ByMediaType.GetValueOrDefault(mediaType);
}
