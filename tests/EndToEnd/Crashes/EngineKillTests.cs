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
        KillEngineAsync(engine, pipeline, document, options, watch => watch.Running);

    [ModelsFact]
    public Task Job_WhoseVoiceIsKilledInMidWork_HasTheSameBytes() =>
        KillNeuralAsync("speech-engine", "audiobook", "two pages", """{"tts":{"engine":"piper"}}""");

    [ModelsFact]
    public Task Job_WhoseListenerIsKilledInMidWork_HasTheSameBytes() => KillNeuralAsync(
        "speech-engine", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"whisper"}}""");

    [ModelsFact]
    public Task Job_WhoseNeuralReaderIsKilledInMidWork_HasTheSameBytes() => KillNeuralAsync(
        "vision-engine", "pdf.docling", "note.png", """{"png-to-text":{"engine":"paddle"}}""");

    /// <summary>Once in the middle of its work, then whenever another one takes its place.</summary>
    private static Task KillNeuralAsync(string engine, string pipeline, string document, string options)
    {
        var isFirst = true;
        return KillEngineAsync(engine, pipeline, document, options, watch =>
        {
            var due = isFirst ? watch.InMidWork : watch.Running;
            isFirst &= due.Count == 0;
            return due;
        });
    }

    /// <param name="due">Which of the engine's processes are to be killed now.</param>
    private static async Task KillEngineAsync(
        string engine, string pipeline, string document, string options, Func<ProgramWatch, IReadOnlyList<int>> due)
    {
        var content = await KillCase.DocumentAsync(document);
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(
            data.File("data"), [.. KillCase.Impatient, .. KillCase.IdleSoon, ("Models__Folder", KillCase.ModelsBelow(data))]);
        var watch = new ProgramWatch(platform, engine);
        var quiet = await watch.MeasureAsync(await platform.Jobs().SubmitAsync(content, pipeline, options));
        Assert.True(quiet.Status == JobStatus.Succeeded, $"{quiet}\n{platform.Log}");
        var expected = await platform.Jobs().HashesAsync(quiet.Id);
        if (engine != "document-engine")
        {
            await watch.NoneAsync();
        }

        var id = await platform.Jobs().SubmitAsync(content, pipeline, options);
        var killed = new HashSet<int>();
        await Eventually.Async(
            async () =>
            {
                var next = due(watch).Except(killed).Take(KillsOfAnEngine - killed.Count).ToList();
                Signals.Kill(next);
                killed.UnionWith(next);
                return killed.Count == KillsOfAnEngine || (await platform.Jobs().Service.GetJobAsync(id)).HasEnded;
            },
            Patience, $"{engine} at work");

        Assert.NotEmpty(killed);
        await KillCase.AssertSameAsync(platform, id, expected);
    }
}
