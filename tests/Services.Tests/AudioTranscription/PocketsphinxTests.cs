using DaprProcessing.AudioTranscription;
using DaprProcessing.AudioTranscription.Engines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Services.Tests.AudioTranscription;

public sealed class PocketsphinxTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();

    [Fact]
    public void Output_IsReadInUtterances_WithoutNoises()
    {
        const string Output =
            "hello the world\n<s> 0.000 0.120 1.0\nhello 0.130 0.500 0.98\nthe(2) 0.510 0.600 0.5\n<sil> 0.610 0.9 0.9\n"
            + "world 0.910 1.400 1.1\n[NOISE] 1.4 1.5 0.9\n</s> 1.5 1.6 1.0\nbye\nbye 3.000 3.200 0.7\n";

        var segments = PocketsphinxRecognizer.Segments(Output);

        Assert.Equal([(0.13, 1.4, "hello the world"), (3.0, 3.2, "bye")], segments.Select(one => (one.Start, one.End, one.Text)));
        Assert.Equal(1, segments[0].Words[2].Confidence);
    }

    [Fact]
    public async Task Program_HearsSomethingOfWhatEspeakSays()
    {
        var wave = await _tools.RunAsync(
            new ToolCall("espeak-ng", ["-v", "en-us", "-s", "130", "--stdout", "go forward ten meters"]), CancellationToken.None);
        var (file, samples) = (_folder.File("said.wav"), _folder.File("said.pcm"));
        await File.WriteAllBytesAsync(file, wave.Output.ToArray());
        await new Ffmpeg(_tools, NullLogger<Ffmpeg>.Instance).DecodeAsync(
            file, "audio/wav", RecordingPlan.SampleRate, samples, 1 << 24, TimeSpan.FromMinutes(1), CancellationToken.None);
        var engine = new PocketsphinxRecognizer(_tools);

        var heard = await engine.RecognizeAsync(
            samples, new RecordingPlan("pocketsphinx", engine.ChooseModel(""), "en", 2, []), CancellationToken.None);

        Assert.Equal(("en", "draft"), (heard.Language, engine.Quality));
        var seconds = new FileInfo(samples).Length / 2.0 / RecordingPlan.SampleRate;
        Assert.NotEmpty(heard.Segments);
        var words = heard.Segments.SelectMany(segment => segment.Words);
        Assert.All(words, word => Assert.InRange(word.End, word.Start, seconds + 0.1));
    }

    [Fact]
    public async Task Language_OtherThanEnglish_IsRefused()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => new PocketsphinxRecognizer(_tools).RecognizeAsync(
            "none", new RecordingPlan("pocketsphinx", "en-us", "de", 2, []), CancellationToken.None));

        Assert.Equal(FailureCodes.UnsupportedLanguage, error.Failure.Code);
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }
}
