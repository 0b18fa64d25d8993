using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Engines.Tests.Tools;

/// <summary>ffmpeg itself, on sound that it makes.</summary>
public sealed class FfmpegTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();

    private Ffmpeg Ffmpeg => new(_tools, NullLogger<Ffmpeg>.Instance);

    [Theory]
    [InlineData("wav", "")]
    [InlineData("flac", "")]
    [InlineData("mp3", "")]
    [InlineData("ogg", "")]
    [InlineData("m4a", "")]
    [InlineData("mov", "-c:a aac")]
    [InlineData("3gp", "-c:a aac")]
    [InlineData("aac", "-c:a aac")]
    [InlineData("aiff", "")]
    [InlineData("au", "")]
    [InlineData("caf", "-c:a alac")]
    [InlineData("wma", "")]
    [InlineData("webm", "-c:a libopus")]
    [InlineData("mka", "-c:a libvorbis")]
    [InlineData("tta", "")]
    [InlineData("w64", "")]
    [InlineData("wv", "")]
    [InlineData("avi", "")]
    [InlineData("flv", "-ar 22050")]
    [InlineData("mpg", "-ar 48000")]
    [InlineData("ts", "-ar 48000")]
    [InlineData("mp2", "-ar 48000")]
    public async Task Sound_OfEveryKind_IsTold_AndDecodedToMonoSamples(string extension, string codec)
    {
        var samples = _folder.File("out.pcm");
        var tone = await ToneAsync($"tone.{extension}", codec);
        var start = (await File.ReadAllBytesAsync(tone)).AsSpan(0, MediaTypes.SniffBytes);
        var mediaType = MediaTypes.Sniff(start);

        await DecodeAsync(tone, Assert.IsType<string>(mediaType), samples);

        // Lossy forms pad to whole frames.
        Assert.InRange(new FileInfo(samples).Length / 2 / 16000.0, 1.9, 2.15);
        Assert.Contains(mediaType, PipelineCatalogue.Shipped.Find("audio.transcribe")!.Accepts);
    }

    [Theory]
    [InlineData("audio/flac")]
    [InlineData("audio/wav")]
    [InlineData("audio/mpeg")]
    public async Task File_ThatIsNotWhatItSays_IsInvalid(string mediaType)
    {
        var file = _folder.File("noise");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("this is no sound ", 300)));

        Assert.Equal(FailureCodes.InvalidDocument, await CodeAsync(file, mediaType));
    }

    [Fact]
    public async Task PlayList_IsNotFollowed()
    {
        var tone = await ToneAsync("tone.wav");
        var list = _folder.File("list");
        await File.WriteAllTextAsync(list, $"ffconcat version 1.0\nfile '{tone}'\n");

        Assert.Equal(FailureCodes.InvalidDocument, await CodeAsync(list, "audio/mpeg"));
    }

    [Fact]
    public async Task Recording_ThatIsTooLong_IsRefused()
    {
        var tone = await ToneAsync("tone.flac");

        var error = await Assert.ThrowsAsync<FailureException>(() => Ffmpeg.DecodeAsync(
            tone, "audio/flac", 16000, _folder.File("out.pcm"), 16000, Patience, CancellationToken.None));

        Assert.Equal(FailureCodes.ResourceLimit, error.Failure.Code);
    }

    [Theory]
    [InlineData("tone.flac", "audio/flac")]
    [InlineData("tone.mp3", "audio/mpeg")]
    public async Task Recording_ThatIsCutOff_IsDecodedAsFarAsItGoes(string name, string mediaType)
    {
        var tone = await ToneAsync(name);
        using (var file = File.OpenWrite(tone))
        {
            file.SetLength(file.Length * 2 / 3);
        }

        await DecodeAsync(tone, mediaType, _folder.File("out.pcm"));

        Assert.InRange(new FileInfo(_folder.File("out.pcm")).Length / 2 / 16000.0, 0.5, 1.9);
    }

    [Fact]
    public async Task Disk_ThatIsFull_IsWorthAnotherTry()
    {
        var tone = await ToneAsync("tone.wav");

        var error = await Assert.ThrowsAsync<FailureException>(() => DecodeAsync(tone, "audio/wav", "/dev/full"));

        Assert.Equal((FailureCodes.EngineCrash, true), (error.Failure.Code, error.Failure.Retryable));
    }

    [Fact]
    public async Task Encoding_ThatCannotBe_IsNotTriedAgain()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => Ffmpeg.EncodeAsync(
            _folder.File("none.wav"), _folder.File("none"), ["-c:a", "flac", "-f", "flac"], _folder.File("out"), Patience,
            CancellationToken.None));

        Assert.Equal((FailureCodes.EngineCrash, false), (error.Failure.Code, error.Failure.Retryable));
    }

    [Theory]
    [InlineData("mp3", "libmp3lame")]
    [InlineData("ogg", "libopus")]
    [InlineData("ipod", "aac")]
    public async Task Encoding_GivesTheSameBytes_WithTagsAndChapters(string form, string codec)
    {
        var tone = await ToneAsync("tone.wav");
        var metadata = _folder.File("metadata");
        await File.WriteAllTextAsync(
            metadata, ";FFMETADATA1\ntitle=A tone\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=The only one\n");

        var files = new List<string>();
        foreach (var name in (string[])["one", "two"])
        {
            files.Add(_folder.File(name));
            await Ffmpeg.EncodeAsync(tone, metadata, ["-c:a", codec, "-f", form], files[^1], Patience, CancellationToken.None);
        }

        Assert.Equal(await File.ReadAllBytesAsync(files[0]), await File.ReadAllBytesAsync(files[1]));
        string[] show = ["-v", "error", "-show_chapters", "-show_format", "-show_streams", files[0]];
        var probed = await _tools.RunAsync(new ToolCall("ffprobe", show), CancellationToken.None);
        var said = System.Text.Encoding.UTF8.GetString(probed.Output.Span);
        Assert.Contains("title=A tone", said);
        Assert.Contains("title=The only one", said);
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    private Task DecodeAsync(string input, string mediaType, string output) =>
        Ffmpeg.DecodeAsync(input, mediaType, 16000, output, 1 << 24, Patience, CancellationToken.None);

    private async Task<string> CodeAsync(string input, string mediaType) =>
        (await Assert.ThrowsAsync<FailureException>(() => DecodeAsync(input, mediaType, _folder.File("out.pcm")))).Failure.Code;

    /// <param name="codec">What ffmpeg is told of the form beside its name.</param>
    private async Task<string> ToneAsync(string name, string codec = "")
    {
        var file = _folder.File(name);
        string[] chosen = codec.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var made = await _tools.RunAsync(
            new ToolCall(
                "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=2", "-ac", "2", .. chosen, file]),
            CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.Errors);
        return file;
    }
}
