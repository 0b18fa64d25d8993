using System.Text.Json;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>A document read aloud by espeak-ng, which every machine has.</summary>
public sealed class AudiobookTests
{
    private const string Options = """{"tts":{"engine":"espeak-ng"}}""";

    [Fact]
    public async Task Audiobook_IsItsPartsAndSilences_WithChaptersAndCues()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path);
        var jobs = platform.Jobs();

        var job = await jobs.ProcessAsync(
            TestDocuments.Numbered(3, "Loud pages"), "audiobook",
            """{"tts":{"engine":"espeak-ng","rate":1.5},"wav-aggregator":{"formats":["mp3","opus","m4b"],"author":"Nobody"}}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var recording = JsonDocument.Parse(await jobs.TextAsync(job.Id, "chapters.json")).RootElement;
        var parts = recording.GetProperty("parts").EnumerateArray().ToArray();
        var frames = recording.GetProperty("frames").GetInt64();
        Assert.True(parts.Length >= 3, $"{parts.Length} parts");
        Assert.Equal("en", recording.GetProperty("language").GetString());
        Assert.Equal(frames, parts.Sum(part => Number(part, "frames") + Number(part, "silenceAfter")));
        Assert.Equal(frames, Wave(await jobs.ArtifactAsync(job.Id, "audio.wav")).Frames);
        foreach (var part in parts)
        {
            Assert.Equal(
                Number(part, "frames"), Wave(await jobs.ArtifactAsync(job.Id, part.GetProperty("file").GetString()!)).Frames);
        }

        var cues = await jobs.TextAsync(job.Id, "audio.vtt");
        Assert.StartsWith("WEBVTT\n", cues);
        Assert.Contains("\nSentence 12 of page 3 says something plain about the number 36.\n", cues);
        var chapters = recording.GetProperty("chapters").EnumerateArray().Select(one => one.GetProperty("title").GetString());
        Assert.Equal(["Page 1 of Loud pages", "Page 2 of Loud pages", "Page 3 of Loud pages"], chapters);
        foreach (var name in (string[])["audio.mp3", "audio.opus", "audio.m4b"])
        {
            await CheckEncodedAsync(data.File(name), await jobs.ArtifactAsync(job.Id, name), frames / 22050.0);
        }
    }

    private static WaveInfo Wave(byte[] file) => WaveInfo.Read(new MemoryStream(file));

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static async Task CheckEncodedAsync(string path, byte[] content, double seconds)
    {
        await File.WriteAllBytesAsync(path, content);
        using var tools = new ToolRunner();
        string[] show = ["-v", "error", "-of", "json", "-show_format", "-show_chapters", "-show_streams", path];
        var call = new ToolCall("ffprobe", show);
        var probed = JsonDocument.Parse((await tools.RunAsync(call, CancellationToken.None)).Output).RootElement;
        var duration = probed.GetProperty("format").GetProperty("duration").GetString()!;
        Assert.Equal(seconds, double.Parse(duration, System.Globalization.CultureInfo.InvariantCulture), 0.2);
        Assert.Equal(
            ["Page 1 of Loud pages", "Page 2 of Loud pages", "Page 3 of Loud pages"],
            probed.GetProperty("chapters").EnumerateArray()
                .Select(chapter => chapter.GetProperty("tags").GetProperty("title").GetString()));
        Assert.Contains("Nobody", probed.GetRawText());
    }
}
