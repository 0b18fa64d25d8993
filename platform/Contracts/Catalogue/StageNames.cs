namespace DaprProcessing.Contracts.Catalogue;

/// <summary>App ids; a processing stage is named by its app id on routing slips.</summary>
public static class StageNames
{
    public const string Gateway = "gateway";
    public const string Orchestrator = "orchestrator";
    public const string PdfToPng = "pdf-to-png";
    public const string PngToText = "png-to-text";
    public const string PdfDocling = "pdf-docling";
    public const string ResultAssembler = "result-assembler";
}
