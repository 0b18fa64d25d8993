using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>The processes of stages killed while a neural engine is in the middle of its work for them: what comes out has the
/// bytes that it has without.</summary>
public sealed class WorkerKillTests(WorkerKillTests.Fixture fixture) : IClassFixture<WorkerKillTests.Fixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly PlatformProcess _platform = fixture.Platform;

    [ModelsFact]
    public async Task Audiobook_EveryWorkerKilledInMidWork_HasTheSameBytes()
    {
        var (id, expected) = await KillInMidWorkAsync(
            "speech-engine", "audiobook", "two pages",
            """{"tts":{"engine":"piper"},"wav-aggregator":{"formats":["mp3","m4b"]}}""",
            "png-to-text", "pdf-docling", "result-assembler", "tts", "pcm-to-wav");

        var encoders = new ProgramWatch(_platform, "ffmpeg");
        await Eventually.Async(() => encoders.Running.Count > 0, Patience, "the recording is encoded");
        Signals.Kill([_platform.PartId("wav-aggregator")]);

        await KillCase.AssertSameAsync(_platform, id, expected);
    }

    [ModelsFact]
    public async Task Transcript_WorkerKilledInMidWork_HasTheSameBytes()
    {
        var (id, expected) = await KillInMidWorkAsync(
            "speech-engine", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"whisper"}}""",
            "audio-transcription");

        await KillCase.AssertSameAsync(_platform, id, expected);
    }

    [ModelsFact]
    public async Task Scan_ReaderKilledInMidWork_HasTheSameBytes()
    {
        var (id, expected) = await KillInMidWorkAsync(
            "vision-engine", "pdf.docling", "note.png", """{"png-to-text":{"engine":"paddle"}}""", "png-to-text");

        await KillCase.AssertSameAsync(_platform, id, expected);
    }

    /// <returns>The job, and what comes out of it undisturbed.</returns>
    private async Task<(string Id, SortedDictionary<string, string> Expected)> KillInMidWorkAsync(
        string engine, string pipeline, string document, string options, params string[] parts)
    {
        var content = await KillCase.DocumentAsync(document);
        var watch = new ProgramWatch(_platform, engine);
        await watch.NoneAsync();
        var quiet = await watch.MeasureAsync(await _platform.Jobs().SubmitAsync(content, pipeline, options));
        Assert.True(quiet.Status == JobStatus.Succeeded, $"{quiet}\n{_platform.Log}");
        var expected = await _platform.Jobs().HashesAsync(quiet.Id);
        await watch.NoneAsync();

        var id = await _platform.Jobs().SubmitAsync(content, pipeline, options);
        await watch.InMidWorkAsync();
        Signals.Kill(parts.Select(_platform.PartId));
        return (id, expected);
    }

    /// <summary>One platform of processes for all these tests: what is killed is started again.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly TempFolder _data = new();

        public PlatformProcess Platform { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            // It is made for tests that are left out, too.
            if (SlowTests.Skipped is null)
            {
                Platform = await PlatformProcess.StartProcessesAsync(
                    _data.File("data"),
                    [.. KillCase.Impatient, .. KillCase.IdleSoon, ("Models__Folder", KillCase.ModelsBelow(_data))]);
            }
        }

        public async Task DisposeAsync()
        {
            await (Platform?.DisposeAsync() ?? ValueTask.CompletedTask);
            _data.Dispose();
        }
    }
}
