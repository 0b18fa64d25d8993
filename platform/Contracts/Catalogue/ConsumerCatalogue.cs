using System.Collections.Frozen;

namespace DaprProcessing.Contracts.Catalogue;

/// <summary>
/// The one list of topics, streams and durable consumer groups. Subscriptions read it; the component files and the
/// stream set-up are checked against it by a test.
/// </summary>
public static class ConsumerCatalogue
{
    public const string DeadLetterStream = "DEAD_LETTERS";

    public static IReadOnlyList<Consumer> All { get; } =
    [
        new(StageNames.PdfToPng, Topics.PdfCreated, "PDF_JOBS", "pdf-workers"),
        new(StageNames.PngToText, Topics.PngCreated, "PNG_PROCESSING", "png-text-workers", Hardware.Cpu | Hardware.Gpu),
        new(StageNames.PdfDocling, Topics.DoclingRequested, "PDF_PROCESSING", "pdf_docling_workers", Hardware.Cpu | Hardware.Gpu),
        new(StageNames.ResultAssembler, Topics.AssembleRequested, "RESULT_ASSEMBLY", "result_workers"),
        new(StageNames.Orchestrator, Topics.ChunkReports, "ORCHESTRATION", "orchestrators"),
    ];

    /// <summary>Every subscribed topic and the stream that holds it, dead letters included.</summary>
    public static FrozenDictionary<string, string> StreamOfTopic { get; } =
        All.Select(consumer => KeyValuePair.Create(consumer.Topic, consumer.Stream))
            .Append(KeyValuePair.Create(Topics.DeadLetter, DeadLetterStream))
            .ToFrozenDictionary();

    /// <summary>The one subscription of the orchestrator.</summary>
    public static Consumer OfOrchestrator { get; } = All.Single(consumer => consumer.AppId == StageNames.Orchestrator);
}
