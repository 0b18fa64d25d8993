using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.PdfDocling;

/// <summary>Who finds the structure of pages where the caller leaves it to the deployment. Section <c>PdfDocling</c>.</summary>
internal sealed class ConverterOptions
{
    public const string Section = "PdfDocling";

    /// <summary>What the engine <c>auto</c> is here: <c>builtin</c> or <c>docling-serve</c>.</summary>
    [AllowedValues(PdfDoclingOptions.BuiltIn, PdfDoclingOptions.DoclingServe)]
    public string Engine { get; set; } = PdfDoclingOptions.BuiltIn;
}
