using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Speech;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Tests.Speech;

/// <summary>Voices and recognisers in real engine processes.</summary>
public sealed class SpeechEngineTests : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public SpeechEngineTests()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var settings = new Dictionary<string, string?> { ["SpeechEngines:Processes"] = "1" };
        services.AddSpeechEngines(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider();
    }

    private SpeechEnginePool Engines => _services.GetRequiredService<SpeechEnginePool>();

    [ModelFact]
    public async Task Voice_SpeaksTheSameSamples_AlsoAfterItsEngineWasKilled()
    {
        var phonemes = Hello();
        var first = await SpeakAsync(phonemes, 1);
        var again = await SpeakAsync(phonemes, 1);
        using (var engine = Process.GetProcessById(Assert.Single(Engines.ProcessIds)))
        {
            engine.Kill();
            await engine.WaitForExitAsync();
        }

        Assert.Equal(first, again);
        Assert.Equal(first, await SpeakAsync(phonemes, 1));
    }

    [ModelFact]
    public async Task Voice_AtTwiceTheRate_IsAboutHalfAsLong()
    {
        var slow = await FramesAsync(1);

        Assert.InRange(slow, 22050 / 4, 22050 * 3);
        Assert.InRange(await FramesAsync(2), slow / 3, slow * 2 / 3);
    }

    [ModelFact]
    public async Task Whisper_ReadsTheRecordingWordForWord()
    {
        var source = Path.Combine(SamplePaths.SharedDocuments, "jfk.flac");
        Assert.True(File.Exists(source), $"{source} is not there");
        var samples = _folder.File("jfk.pcm");
        await _services.GetRequiredService<Ffmpeg>().DecodeAsync(
            source, "audio/flac", 16000, samples, 64 << 20, Patience, CancellationToken.None);

        var heard = await Engines.HearAsync(Models.Whisper, samples, language: null, CancellationToken.None);

        Assert.Equal("en", heard.Language);
        Assert.Equal(
            "and so my fellow americans ask not what your country can do for you ask what you can do for your country",
            WordErrors.Normalized(string.Join(' ', heard.Segments.Select(segment => segment.Text))));
        var words = heard.Segments.SelectMany(segment => segment.Words).ToArray();
        Assert.Equal(22, words.Length);
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.First.Start <= pair.Second.Start, $"{pair}"));
        Assert.All(words, word => Assert.InRange(word.Confidence, 0, 1));
    }

    [Theory]
    [InlineData("no such file")]
    [InlineData(null)]
    public async Task Model_ThatIsNone_IsATypedFailure(string? missing)
    {
        var path = missing ?? _folder.File("noise.onnx");
        await File.WriteAllBytesAsync(_folder.File("noise.onnx"), RandomNumberGenerator.GetBytes(1000));
        var silence = _folder.File("silence.pcm");
        await File.WriteAllBytesAsync(silence, new byte[32000]);

        var speaking = await Assert.ThrowsAsync<FailureException>(
            () => Engines.SpeakAsync(path, [1, 0, 2], 1, _folder.File("out.pcm"), CancellationToken.None));
        var hearing = await Assert.ThrowsAsync<FailureException>(
            () => Engines.HearAsync(path, silence, "en", CancellationToken.None));

        Assert.Equal(FailureCodes.EngineUnavailable, speaking.Failure.Code);
        Assert.Equal(FailureCodes.EngineUnavailable, hearing.Failure.Code);
        Assert.DoesNotContain(_folder.Path, speaking.Failure.Message + hearing.Failure.Message);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private async Task<byte[]> SpeakAsync(IReadOnlyList<long> phonemes, double rate)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.pcm");
        var frames = await Engines.SpeakAsync(Models.Voice, phonemes, rate, path, CancellationToken.None);
        var samples = await File.ReadAllBytesAsync(path);
        Assert.Equal(frames * sizeof(short), samples.Length);
        return samples;
    }

    private async Task<int> FramesAsync(double rate) => (await SpeakAsync(Hello(), rate)).Length / sizeof(short);

    /// <summary>"Hello world." as the voice numbers it.</summary>
    private static List<long> Hello()
    {
        using var description = JsonDocument.Parse(File.ReadAllBytes(Models.Voice + ".json"));
        var ids = description.RootElement.GetProperty("phoneme_id_map");
        List<long> numbers = [1, 0];
        foreach (var sign in "həlˈoʊ wˈɜːld.")
        {
            numbers.AddRange([ids.GetProperty(sign.ToString())[0].GetInt64(), 0]);
        }

        return [.. numbers, 2];
    }
}
