using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>Each engine, and each program in an engine's place, killed over its work: what comes out has the bytes that it has
/// without.</summary>
public sealed class EngineKillTests(EngineKillTests.Fixture fixture) : IClassFixture<EngineKillTests.Fixture>
{
    private const int KillsOfAnEngine = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly PlatformProcess _platform = fixture.Platform;

    /// <summary>What is killed, pipeline, document and options.</summary>
    public static TheoryData<string, string, string, string> Engines => new()
    {
        { "markup-engine", "pdf.docling", "office/report.docx", "{}" },
    };

    /// <inheritdoc cref="Engines"/>
    public static TheoryData<string, string, string, string> SlowEngines => new()
    {
        { "document-engine", "image.process", "scan-multipage.tiff", "{}" },
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
    [SlowMemberData(nameof(SlowEngines))]
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
    private Task KillNeuralAsync(string engine, string pipeline, string document, string options)
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
    private async Task KillEngineAsync(
        string engine, string pipeline, string document, string options, Func<ProgramWatch, IReadOnlyList<int>> due)
    {
        var content = await KillCase.DocumentAsync(document);
        var watch = new ProgramWatch(_platform, engine);
        // One of another test's has worked already.
        await LeaveAsync();
        var quiet = await watch.MeasureAsync(await _platform.Jobs().SubmitAsync(content, pipeline, options));
        Assert.True(quiet.Status == JobStatus.Succeeded, $"{quiet}\n{_platform.Log}");
        var expected = await _platform.Jobs().HashesAsync(quiet.Id);
        await LeaveAsync();

        var id = await _platform.Jobs().SubmitAsync(content, pipeline, options);
        var killed = new HashSet<int>();
        await Eventually.Async(
            async () =>
            {
                var next = due(watch).Except(killed).Take(KillsOfAnEngine - killed.Count).ToList();
                Signals.Kill(next);
                killed.UnionWith(next);
                return killed.Count == KillsOfAnEngine || (await _platform.Jobs().Service.GetJobAsync(id)).HasEnded;
            },
            Patience, $"{engine} at work");

        Assert.NotEmpty(killed);
        await KillCase.AssertSameAsync(_platform, id, expected);

        // The document engine stays for its next work.
        Task LeaveAsync() => engine == "document-engine" ? Task.CompletedTask : watch.NoneAsync();
    }

    /// <summary>One platform for all these tests: it goes on without its engines.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly TempFolder _data = new();

        public PlatformProcess Platform { get; private set; } = null!;

        public async Task InitializeAsync() => Platform = await PlatformProcess.StartAsync(
            _data.File("data"), [.. KillCase.Impatient, .. KillCase.IdleSoon, ("Models__Folder", KillCase.ModelsBelow(_data))]);

        public async Task DisposeAsync()
        {
            await Platform.DisposeAsync();
            _data.Dispose();
        }
    }
}
