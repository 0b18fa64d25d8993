namespace DaprProcessing.Contracts.Catalogue;

/// <summary>
/// Topics that are published to by name; those of stages are found by the stage (<see cref="ConsumerCatalogue"/>).
/// </summary>
public static class Topics
{
    public const string ChunkCompleted = "chunk.completed";
    public const string ChunkFailed = "chunk.failed";

    public const string DeadLetter = "dead.letter";

    /// <summary>Answers the control message of a client of the broker.</summary>
    public const string DoclingCompleted = "pdf.docling.completed";

    /// <summary>Answers a client's <c>PDFCreatedEvent</c>.</summary>
    public const string FinalAudioCreated = "final.audio.created";

    internal static IReadOnlyList<string> Completions { get; } = [FinalAudioCreated, DoclingCompleted];
}
