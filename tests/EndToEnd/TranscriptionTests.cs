using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>Recordings as text.</summary>
public sealed class TranscriptionTests
{
    private const string Sentence =
        "and so my fellow americans ask not what your country can do for you ask what you can do for your country";

    /// <summary>The first and the last of the voice, as the samples have it; what follows is the crowd.</summary>
    private const double FirstWord = 0.33, LastWord = 10.20, SpeechSeconds = 11;

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
        Assert.Equal(Sentence, WordErrors.Normalized(await platform.Jobs().TextAsync(job.Id, "transcript.txt")));
        var transcript = JsonDocument.Parse(await platform.Jobs().TextAsync(job.Id, "transcript.json")).RootElement;
        var segments = transcript.GetProperty("segments").EnumerateArray().ToArray();
        Assert.Equal(FirstWord, Number(segments[0], "start"), 0.3);
        Assert.Equal(LastWord, Number(segments[^1], "end"), 0.3);
        Assert.Equal("good", transcript.GetProperty("quality").GetString());
    }

    /// <summary>Long enough for several stretches; silences of the machine's kind, which no recording has by itself.</summary>
    [SpeechFact]
    public async Task Recording_OfSeveralStretches_IsReadWordForWord_AtItsTimes()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Models__Folder", SamplePaths.Models));
        var jobs = platform.Jobs();
        double[] silences = [3, 5, 4, 6, 3.5, 7, 2.5];
        var recording = await Speech.RepeatAsync(Path.Combine(SamplePaths.SharedDocuments, "jfk.flac"), silences);

        var job = await jobs.ProcessAsync(recording, "audio.transcribe", """{"audio-transcription":{"language":"en"}}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.True((await jobs.ResultOfAsync(job.Id)).Pages.Count > 1, "several stretches");
        Assert.Equal(
            string.Join(' ', Enumerable.Repeat(Sentence, silences.Length)),
            WordErrors.Normalized(await jobs.TextAsync(job.Id, "transcript.txt")));
        var transcript = JsonDocument.Parse(await jobs.TextAsync(job.Id, "transcript.json")).RootElement;
        var segments = transcript.GetProperty("segments").EnumerateArray()
            .Select(one => (Start: Number(one, "start"), End: Number(one, "end"), Text: one.GetProperty("text").GetString()!))
            .ToArray();
        var begin = 0.0;
        foreach (var silence in silences)
        {
            var spoken = segments.Where(one => one.End > begin && one.Start < begin + SpeechSeconds).ToArray();
            Assert.Equal(Sentence, WordErrors.Normalized(string.Join(' ', spoken.Select(one => one.Text))));
            Assert.Equal(begin + FirstWord, spoken[0].Start, 0.3);
            Assert.Equal(begin + LastWord, spoken[^1].End, 0.3);
            begin += SpeechSeconds + silence;
        }

        Assert.Equal(begin, Number(transcript, "duration"), 0.05);
        foreach (var (track, separator) in ((string, char)[])[("transcript.vtt", '.'), ("transcript.srt", ',')])
        {
            Assert.Equal(
                segments.Select(one => $"{Clock(one.Start, separator)} --> {Clock(one.End, separator)}\n{one.Text}"),
                Cues(await jobs.TextAsync(job.Id, track)));
        }

        var document = JsonDocument.Parse(await jobs.TextAsync(job.Id, "document.json")).RootElement;
        Assert.Equal(segments, document.GetProperty("texts").EnumerateArray().Select(text => (
            Number(text.GetProperty("source")[0], "start_time"), Number(text.GetProperty("source")[0], "end_time"),
            text.GetProperty("text").GetString()!)));
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

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static string Clock(double seconds, char separator) =>
        TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)).ToString(@"hh\:mm\:ss\.fff").Replace('.', separator);

    /// <summary>Time and text of each, without its number.</summary>
    private static IEnumerable<string> Cues(string track) => track.ReplaceLineEndings("\n").Split("\n\n")
        .Where(block => block.Contains("-->")).Select(block => string.Join('\n', block.Trim().Split('\n')[^2..]));

    // Numbers in the same words on both sides.
    private static string Said(string text) =>
        Audio.Speech.SpokenText.For("en").Say(text.ReplaceLineEndings(" ")).Replace('-', ' ');
}
