using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.ResultAssembler;

/// <summary>What a caller may choose for the document as a whole.</summary>
internal sealed record ResultAssemblerOptions
{
    public const string SearchablePdf = "searchable_pdf", SearchablePdfa = "searchable_pdfa", Hocr = "hocr", Alto = "alto";

    [Description("What else is written of the document: searchable.pdf (the original with a text layer of what OCR has read), "
        + "searchable-pdfa.pdf (the same as PDF/A-2b, of images and scans; of other PDFs searchable.pdf in its place), "
        + "document.hocr, document.alto.xml (every word with its place).")]
    [AllowedValues(SearchablePdf, SearchablePdfa, Hocr, Alto)]
    [Length(0, 4)]
    public IReadOnlyList<string> Outputs { get; init; } = [];
}
