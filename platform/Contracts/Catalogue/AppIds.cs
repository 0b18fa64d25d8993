namespace DaprProcessing.Contracts.Catalogue;

/// <summary>App ids of the services that others name; a stage's is known to itself and to the catalogue alone.</summary>
public static class AppIds
{
    public const string Gateway = "gateway";
    public const string Orchestrator = "orchestrator";
    public const string PdfToPng = "pdf-to-png";
    public const string ResultAssembler = "result-assembler";
}
