using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>Each engine, and each program in an engine's place, killed over its work: what comes out has the bytes that it has
/// without.</summary>
public sealed class EngineKillTests
{
    private const int KillsOfAnEngine = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // An engine that is left over from before would be killed for nothing.
    private static readonly (string, string)[] IdleSoon =
    [
        ("VisionEngines__IdleAfter", "00:00:05"), ("SpeechEngines__IdleAfter", "00:00:05"),
        ("MarkupEngines__IdleAfter", "00:00:05"),
    ];

    private static readonly (string, string)[] NoSettings = [];

    /// <summary>What is killed, pipeline, document and options.</summary>
    public static TheoryData<string, string, string, string> Engines => new()
    {
        { "document-engine", "image.process", "scan-multipage.tiff", "{}" },
        { "markup-engine", "pdf.docling", "office/report.docx", "{}" },
        { "espeak-ng", "audiobook", "pages", """{"tts":{"engine":"espeak-ng"}}""" },
        {
            "ffmpeg", "audiobook", "pages",
            """{"tts":{"engine":"espeak-ng"},"wav-aggregator":{"formats":["mp3","opus","m4b"]}}"""
        },
        { "ffmpeg", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"pocketsphinx"}}""" },
        { "pocketsphinx", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"pocketsphinx"}}""" },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public Task Job_WhoseEngineIsKilled_HasTheSameBytes(string engine, string pipeline, string document, string options) =>
        KillEngineAsync(engine, pipeline, document, options);

    [ModelsFact]
    public Task Job_WhoseVoiceIsKilled_HasTheSameBytes() =>
        KillEngineAsync("speech-engine", "audiobook", "pages", """{"tts":{"engine":"piper"}}""");

    [ModelsFact]
    public Task Job_WhoseListenerIsKilled_HasTheSameBytes() =>
        KillEngineAsync("speech-engine", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"whisper"}}""");

    [ModelsFact]
    public Task Job_WhoseNeuralReaderIsKilled_HasTheSameBytes() =>
        KillEngineAsync("vision-engine", "pdf.docling", "note.png", """{"png-to-text":{"engine":"paddle"}}""");

    private static async Task KillEngineAsync(string engine, string pipeline, string document, string options)
    {
        var content = await KillCase.DocumentAsync(document);
        using var data = new TempFolder();
        Directory.CreateDirectory(data.File("models"));
        if (Models.MissingOcr is null)
        {
            Directory.CreateSymbolicLink(data.File("models/ocr"), Path.GetDirectoryName(Models.TextDetector)!);
        }

        await using var platform = await PlatformProcess.StartAsync(
            data.File("data"),
            [
                .. KillCase.Impatient, .. IdleSoon,
                .. engine == "vision-engine" ? [("Models__Folder", data.File("models"))] : NoSettings,
            ]);
        var quiet = await platform.Jobs().ProcessAsync(content, pipeline, options);
        Assert.True(quiet.Status == JobStatus.Succeeded, $"{quiet}\n{platform.Log}");
        var expected = await platform.Jobs().HashesAsync(quiet.Id);
        await Eventually.Async(
            () => engine == "document-engine" || ProcessesOf(platform, engine).Count == 0, Patience, $"no {engine} runs");

        var id = await platform.Jobs().SubmitAsync(content, pipeline, options);
        var killed = new HashSet<int>();
        await Eventually.Async(
            async () =>
            {
                var running = ProcessesOf(platform, engine).Except(killed).Take(KillsOfAnEngine - killed.Count).ToList();
                Signals.Kill(running);
                killed.UnionWith(running);
                return killed.Count == KillsOfAnEngine || (await platform.Jobs().Service.GetJobAsync(id)).HasEnded;
            },
            Patience, $"{engine} at work");

        Assert.NotEmpty(killed);
        await KillCase.AssertSameAsync(platform, id, expected);
    }

    private static IReadOnlyList<int> ProcessesOf(PlatformProcess platform, string program) =>
    [
        .. ProcessTree.Of(platform.ProcessId).Where(
            id => ProcessTree.ProgramOf(id).StartsWith(program, StringComparison.Ordinal)),
    ];
}
