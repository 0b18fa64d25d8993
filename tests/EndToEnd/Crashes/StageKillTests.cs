using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>Each stage of each pipeline killed with its work done and nobody told: what comes out has the bytes that it has
/// without.</summary>
public sealed class StageKillTests
{
    /// <summary>Pipeline, document, options, and what is killed: a stage and its work.</summary>
    public static TheoryData<string, string, string, string> Stages => new()
    {
        {
            "audiobook", "pages", """{"tts":{"engine":"espeak-ng"},"wav-aggregator":{"formats":["mp3","opus","m4b"]}}""",
            "png-to-text.ChunkWork pdf-docling.ChunkWork result-assembler.GatherWork tts.CutWork tts.ChunkWork "
                + "pcm-to-wav.ChunkWork wav-aggregator.GatherWork"
        },
        {
            "audio.transcribe", "short speech", """{"audio-transcription":{"engine":"pocketsphinx"}}""",
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

    [SlowTheory]
    [MemberData(nameof(Stages))]
    public async Task Job_EachOfWhoseStagesIsKilledAtWork_HasTheSameBytes(
        string pipeline, string document, string options, string works)
    {
        var content = await KillCase.DocumentAsync(document);
        using var data = new TempFolder();
        var components = ComponentFiles.Copy(
            data.File("components"), (name, text) => name == "pubsub.yaml" ? ComponentFiles.Impatient(text) : text);
        (string, string)[] settings = [.. KillCase.Impatient, ("COMPONENTS_FOLDER", components)];
        var kills = works.Split(' ').Select(work => ("CRASH_AT", $"stage.outputs-written@{work}")).ToList();

        await using var platform = await PlatformProcess.StartAsync(data.File("data"), [.. settings, kills[0]]);
        var id = await platform.Jobs().SubmitAsync(content, pipeline, options);
        await platform.WaitForCrashAsync();
        foreach (var kill in kills.Skip(1))
        {
            await RunUntilCrashAsync(platform, [.. settings, kill]);
        }

        await platform.StartAgainAsync(settings);
        await platform.Jobs().AssertSucceededAsync(id, () => platform.Log);

        var undisturbed = await platform.Jobs().SubmitAsync(content, pipeline, options);
        await KillCase.AssertSameAsync(platform, undisturbed, await platform.Jobs().HashesAsync(id));
    }

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
}
