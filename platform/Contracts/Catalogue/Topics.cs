namespace DaprProcessing.Contracts.Catalogue;

/// <summary>Topics (JetStream subjects).</summary>
public static class Topics
{
    public const string PdfCreated = "pdf.created";
    public const string PngCreated = "png.created";
    public const string DoclingRequested = "pdf.docling.requested";
    public const string AssembleRequested = "result.assemble.requested";
    public const string ChunkCompleted = "chunk.completed";
    public const string ChunkFailed = "chunk.failed";

    /// <summary>Both reports at once: daprd's JetStream component serves one topic per durable consumer.</summary>
    public const string ChunkReports = "chunk.*";

    public const string DeadLetter = "dead.letter";
}
