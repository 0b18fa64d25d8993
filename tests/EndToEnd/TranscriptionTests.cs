using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>Recordings as text.</summary>
public sealed class TranscriptionTests
{
    private static readonly string[] Artifacts =
        ["transcript.txt", "transcript.srt", "transcript.vtt", "transcript.json", "document.json"];

    /// <summary>What needs no model: its words are a draft, its outputs are all there.</summary>
    [Fact]
    public async Task Recording_WithoutAModel_IsADraftWithEveryOutput()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path);

        var job = await platform.Jobs().ProcessAsync(
            await Speech.SayAsync("The key to the room is with the carrier. Call before nine."), "audio.transcribe",
            """{"audio-transcription":{"engine":"pocketsphinx"}}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var result = await platform.Jobs().ResultOfAsync(job.Id);
        Assert.Equal(Artifacts, result.Artifacts.Select(artifact => artifact.Name));
        Assert.Empty(result.ValidationErrors);
        var transcript = JsonDocument.Parse(await platform.Jobs().TextAsync(job.Id, "transcript.json")).RootElement;
        Assert.Equal("draft", transcript.GetProperty("quality").GetString());
        Assert.NotEqual(0, transcript.GetProperty("segments").GetArrayLength());
    }

    [Fact]
    public async Task File_ThatIsNoRecording_FailsWithAReason()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path);

        var job = await platform.Jobs().ProcessAsync(
            [.. "fLaC"u8, .. new byte[5000]], "audio.transcribe", """{"audio-transcription":{"engine":"pocketsphinx"}}""");

        Assert.Equal((JobStatus.Failed, "invalid_document"), (job.Status, job.Error?.Code));
    }

    [SpeechFact]
    public async Task Recording_OfASpeech_IsReadWordForWord_AtItsTimes()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Models__Folder", SamplePaths.Models));
        var sound = Path.Combine(SamplePaths.SharedDocuments, "jfk.flac");

        var job = await platform.Jobs().ProcessAsync(await File.ReadAllBytesAsync(sound), "audio.transcribe");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Equal(
            "and so my fellow americans ask not what your country can do for you ask what you can do for your country",
            WordErrors.Normalized(await platform.Jobs().TextAsync(job.Id, "transcript.txt")));
        var transcript = JsonDocument.Parse(await platform.Jobs().TextAsync(job.Id, "transcript.json")).RootElement;
        var segments = transcript.GetProperty("segments").EnumerateArray().ToArray();
        // The first and the last of the voice, as the samples have it; what follows is the crowd.
        Assert.Equal(0.33, segments[0].GetProperty("start").GetDouble(), 0.3);
        Assert.Equal(10.20, segments[^1].GetProperty("end").GetDouble(), 0.3);
        Assert.Equal("good", transcript.GetProperty("quality").GetString());
    }

    [SpeechFact]
    public async Task Page_SpokenByPiper_IsHeardByWhisper()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Models__Folder", SamplePaths.Models));
        var jobs = platform.Jobs();
        var book = await jobs.ProcessAsync(
            TestDocuments.Numbered(1, "the morning paper"), "audiobook", """{"tts":{"engine":"piper"}}""");
        Assert.True(book.Status == JobStatus.Succeeded, $"{book}\n{platform.Log}");

        var heard = await jobs.ProcessAsync(
            await jobs.ArtifactAsync(book.Id, "audio.wav"), "audio.transcribe", """{"audio-transcription":{"language":"en"}}""");

        Assert.True(heard.Status == JobStatus.Succeeded, $"{heard}\n{platform.Log}");
        var rate = WordErrors.RateOf(
            Said(await jobs.TextAsync(book.Id, "document.txt")), Said(await jobs.TextAsync(heard.Id, "transcript.txt")));
        Assert.True(rate <= 0.10, $"{rate:P1} of the words were heard wrongly");
    }

    // Numbers in the same words on both sides.
    private static string Said(string text) =>
        Audio.Speech.SpokenText.For("en").Say(text.ReplaceLineEndings(" ")).Replace('-', ' ');
}
