using DaprProcessing.EndToEnd.Crashes;
using DaprProcessing.EndToEnd.Driving;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>A document and what is to be done with it.</summary>
/// <param name="HasWorkflow">It is driven by a workflow from its start, not only once it takes long.</param>
internal sealed record JobKind(string Pipeline, byte[] Document, string Options, bool HasWorkflow)
{
    private const string NoOcr = """{"ocr":"never"}""";

    /// <summary>Documents of many chunks, one of two phases, and small ones.</summary>
    public static async Task<IReadOnlyList<JobKind>> OfWorkflowsAsync() =>
    [
        Numbered(12, hasWorkflow: true), Numbered(20, hasWorkflow: true), await AudiobookAsync(), Numbered(1), Numbered(2),
        Numbered(3),
    ];

    /// <summary>Twelve small documents and a longer one, which pass every stage between them.</summary>
    public static async Task<IReadOnlyList<JobKind>> OfEveryStageAsync() =>
    [
        Numbered(40, hasWorkflow: true), await AudiobookAsync(), Numbered(1), Numbered(2), Numbered(3), Numbered(4), Numbered(5),
        Numbered(6), await SmallAsync("pdf.docling", "two pages", "{}"), await SmallAsync("document", "note.png", "{}"),
        await SmallAsync("image.process", "scan-multipage.tiff", "{}"),
        await SmallAsync("text.analyze", "text", """{"text-analysis":{"partCharacters":1000}}"""),
        await SmallAsync("audio.transcribe", "speech", """{"audio-transcription":{"engine":"pocketsphinx"}}"""),
    ];

    private static JobKind Numbered(int pages, bool hasWorkflow = false) =>
        new("document", TestDocuments.Numbered(pages, $"Document of {pages}"), NoOcr, hasWorkflow);

    private static async Task<JobKind> AudiobookAsync() =>
        await SmallAsync("audiobook", "two pages", """{"tts":{"engine":"espeak-ng"}}""") with { HasWorkflow = true };

    private static async Task<JobKind> SmallAsync(string pipeline, string document, string options) =>
        new(pipeline, await KillCase.DocumentAsync(document), options, HasWorkflow: false);
}
