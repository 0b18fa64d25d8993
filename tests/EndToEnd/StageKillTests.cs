using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd;

/// <summary>
/// Each stage of each pipeline killed with its work done and nobody told, and each engine killed over its work: what comes out
/// has the bytes that it has without.
/// </summary>
public sealed class StageKillTests
{
    private const int KillsOfAnEngine = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Short, so that what only a timer can mend is mended within the test.
    private static readonly (string, string)[] Impatient =
    [
        ("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02"), ("Stage__Lease", "00:00:08"),
        ("Models__Folder", SamplePaths.Models),
    ];

    // An engine that is left over from before would be killed for nothing.
    private static readonly (string, string)[] IdleSoon =
    [
        ("VisionEngines__IdleAfter", "00:00:05"), ("SpeechEngines__IdleAfter", "00:00:05"),
        ("MarkupEngines__IdleAfter", "00:00:05"),
    ];

    private static readonly (string, string)[] NoSettings = [];

    /// <summary>Pipeline, document, options, and what is killed: a stage and its work.</summary>
    public static TheoryData<string, string, string, string> Stages => new()
    {
        {
            "audiobook", "pages", """{"tts":{"engine":"espeak-ng"},"wav-aggregator":{"formats":["mp3","opus","m4b"]}}""",
            "png-to-text.ChunkWork pdf-docling.ChunkWork result-assembler.GatherWork tts.CutWork tts.ChunkWork "
                + "pcm-to-wav.ChunkWork wav-aggregator.GatherWork"
        },
        {
            "audio.transcribe", "speech", """{"audio-transcription":{"engine":"pocketsphinx"}}""",
            "audio-transcription.CutWork audio-transcription.ChunkWork audio-transcription.GatherWork"
        },
        {
            "image.process", "scan-multipage.tiff", """{"image-processing":{"deskew":true,"format":"tiff"}}""",
            "image-processing.ChunkWork image-processing.GatherWork"
        },
        {
            "text.analyze", "text", """{"text-analysis":{"partCharacters":1000}}""",
            "text-analysis.CutWork text-analysis.ChunkWork text-analysis.GatherWork"
        },
    };

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
    [MemberData(nameof(Stages))]
    public async Task Job_EachOfWhoseStagesIsKilledAtWork_HasTheSameBytes(
        string pipeline, string document, string options, string works)
    {
        var content = await DocumentAsync(document);
        var expected = await UndisturbedAsync(content, pipeline, options);
        using var data = new TempFolder();
        var components = ComponentFiles.Copy(
            data.File("components"), (name, text) => name == "pubsub.yaml" ? ComponentFiles.Impatient(text) : text);
        (string, string)[] settings = [.. Impatient, ("COMPONENTS_FOLDER", components)];
        var kills = works.Split(' ').Select(work => ("CRASH_AT", $"stage.outputs-written@{work}")).ToList();

        await using var platform = await PlatformProcess.StartAsync(data.File("data"), [.. settings, kills[0]]);
        var id = await platform.Jobs().SubmitAsync(content, pipeline, options);
        await platform.WaitForCrashAsync();
        foreach (var kill in kills.Skip(1))
        {
            await RunUntilCrashAsync(platform, [.. settings, kill]);
        }

        await platform.StartAgainAsync(settings);

        await AssertSameAsync(platform, id, expected);
    }

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

    private static async Task RunUntilCrashAsync(PlatformProcess platform, (string, string)[] settings)
    {
        try
        {
            await platform.StartAgainAsync(settings);
        }
        catch (InvalidOperationException) when (platform.HasExited)
        {
            // It went on with the job, and died over it, before it said that it was ready.
            return;
        }

        await platform.WaitForCrashAsync();
    }

    private static async Task KillEngineAsync(string engine, string pipeline, string document, string options)
    {
        var content = await DocumentAsync(document);
        using var data = new TempFolder();
        Directory.CreateDirectory(data.File("models"));
        if (Models.MissingOcr is null)
        {
            Directory.CreateSymbolicLink(data.File("models/ocr"), Path.GetDirectoryName(Models.TextDetector)!);
        }

        await using var platform = await PlatformProcess.StartAsync(
            data.File("data"),
            [.. Impatient, .. IdleSoon, .. engine == "vision-engine" ? [("Models__Folder", data.File("models"))] : NoSettings]);
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
        await AssertSameAsync(platform, id, expected);
    }

    private static async Task<SortedDictionary<string, string>> UndisturbedAsync(byte[] content, string pipeline, string options)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, Impatient);
        var job = await platform.Jobs().ProcessAsync(content, pipeline, options);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        return await platform.Jobs().HashesAsync(job.Id);
    }

    private static async Task AssertSameAsync(PlatformProcess platform, string id, SortedDictionary<string, string> expected)
    {
        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Equal(expected, await platform.Jobs().HashesAsync(id));
    }

    private static IReadOnlyList<int> ProcessesOf(PlatformProcess platform, string program) =>
    [
        .. ProcessTree.Of(platform.ProcessId).Where(
            id => ProcessTree.ProgramOf(id).StartsWith(program, StringComparison.Ordinal)),
    ];

    private static async Task<byte[]> DocumentAsync(string name) => name switch
    {
        "pages" => TestDocuments.Numbered(4, "Killed pages"),
        "speech" => await Speech.SayAsync(string.Join(' ', Enumerable.Range(1, 10).Select(
            number => $"Letter {number} came in the morning. It was about the harbour and the old bridge."))),
        "text" => Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Range(1, 30).Select(
            number => $"Dr. Margaret Hill wrote letter {number} to the University of Bristol. She was happy with it."))),
        _ => TestDocuments.Sample(name),
    };
}
