using System.Diagnostics;
using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>A cancelled job's engines end soon, and nothing is worked at for it afterwards.</summary>
public sealed class CancelTests
{
    // Two seconds are promised, on a machine that has no other tests to run.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("document-engine", "pdf.docling", "book", """{"png-to-text":{"ocr":"always","engine":"tesseract"}}""")]
    [SlowInlineData("espeak-ng", "audiobook", "text", """{"tts":{"engine":"espeak-ng"}}""")]
    [SlowInlineData("pocketsphinx", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"pocketsphinx"}}""")]
    public Task Job_Cancelled_ItsEnginesEndSoon(string engine, string pipeline, string document, string options) =>
        CancelAsync(engine, pipeline, document, options);

    [ModelsFact]
    public Task Job_Cancelled_ItsVoiceEndsSoon() =>
        CancelAsync("speech-engine", "audiobook", "text", """{"tts":{"engine":"piper"}}""");

    [ModelsFact]
    public Task Job_Cancelled_ItsListenerEndsSoon() =>
        CancelAsync("speech-engine", "audio.transcribe", "speech", """{"audio-transcription":{"engine":"whisper"}}""");

    private static async Task CancelAsync(string engine, string pipeline, string document, string options)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Models__Folder", SamplePaths.Models));
        var content = document switch
        {
            "speech" => await Speech.SayAsync(string.Concat(Enumerable.Repeat("It rained all day. ", 120))),
            "text" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("It rained all day.\n\n", 3000))),
            _ => TestDocuments.Sample("book-mixed-200.pdf"),
        };
        var id = await platform.Jobs().SubmitAsync(content, pipeline, options);
        var engines = new EngineWatch(platform, engine);
        await Eventually.Async(engines.AreAtWork, Patience, $"{engine} is at work");

        var job = await platform.Jobs().Service.CancelAsync(id);

        Assert.True(job.Status is JobStatus.Cancelling or JobStatus.Cancelled, $"{job}");
        var last = await LastAtWorkAsync(engines, Soon * 1.5);
        Assert.True(last < Soon, $"{engine} was at work {last} after its job was cancelled");
        Assert.Equal(JobStatus.Cancelled, (await platform.Jobs().EndOfAsync(id)).Status);
    }

    /// <summary>Since now. Looked at all the time: between two runs of a program there is none.</summary>
    private static async Task<TimeSpan> LastAtWorkAsync(EngineWatch engines, TimeSpan watch)
    {
        var (clock, last) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await Eventually.Async(
            () =>
            {
                last = engines.AreAtWork() ? clock.Elapsed : last;
                return clock.Elapsed >= watch;
            },
            watch * 2, "all of it is watched");
        return last;
    }

    /// <summary>Engines stay when their work is done, and then take no time of a processor; programs are there as long as they
    /// work.</summary>
    private sealed class EngineWatch(PlatformProcess platform, string program)
    {
        private readonly Dictionary<int, long> _ticks = [];

        /// <summary>Since they were last looked at.</summary>
        public bool AreAtWork()
        {
            var running = ProcessTree.Of(platform.ProcessId)
                .Where(id => ProcessTree.ProgramOf(id).StartsWith(program, StringComparison.Ordinal)).ToList();
            return program.EndsWith("-engine", StringComparison.Ordinal)
                ? running.FindAll(HasWorked).Count > 0 : running.Count > 0;
        }

        private bool HasWorked(int process)
        {
            var ticks = ProcessTree.CpuTicksOf(process);
            var hasWorked = ticks > _ticks.GetValueOrDefault(process, ticks);
            _ticks[process] = ticks;
            return hasWorked;
        }
    }
}
