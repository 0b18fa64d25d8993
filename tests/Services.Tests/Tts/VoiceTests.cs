using DaprProcessing.Audio.Speech;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.TestKit;
using DaprProcessing.Tts;
using DaprProcessing.Tts.Engines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Tts;

/// <summary>Choosing a voice and speaking with it, with the programs and models of this machine.</summary>
public sealed class VoiceTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = Services(SamplePaths.Models);

    [Theory]
    [InlineData("en", "", "en-us")]
    [InlineData("de", "", "de")]
    [InlineData("en-gb", "", "en-gb")]
    [InlineData("en", "en-us+f3", "en-us+f3")]
    [InlineData("fr", "", "fr")]
    [InlineData("zh", "", "zh")]
    [InlineData("no", "", "no")]
    [InlineData("de-at", "", "de-at")]
    [InlineData("en-au", "", "en-au")]
    public async Task Espeak_HasAVoiceForTheLanguage(string language, string named, string voice)
    {
        var chosen = await ChooseAsync(new TtsOptions { Engine = "espeak-ng", Language = language, Voice = named });

        Assert.Equal(("espeak-ng", voice), (chosen.Engine, chosen.Voice));
    }

    [Fact]
    public async Task Voice_ThatIsUnknown_IsRefusedWithTheKnownOnes()
    {
        var error = await Assert.ThrowsAsync<FailureException>(
            () => ChooseAsync(new TtsOptions { Engine = "espeak-ng", Language = "en", Voice = "klingon-opera" }));

        Assert.Equal(FailureCodes.UnsupportedLanguage, error.Failure.Code);
        Assert.Contains("espeak-ng has no voice 'klingon-opera'; its voices: af, ", error.Failure.Message);
    }

    [Fact]
    public async Task Health_TellsVoicesAndWhatIsNotSetUp()
    {
        await using var services = Services(_folder.Path);

        var parts = await services.GetServices<IHealthPart>().OfType<VoiceHealth>().Single().LookAsync(CancellationToken.None);

        Assert.Contains("en-us", parts.Single(part => part.Name == "speech-espeak-ng").Offers!);
        Assert.Contains("make models", parts.Single(part => part.Name == "speech-piper").Trouble);
        Assert.Contains("Tts:OpenAi:Endpoint", parts.Single(part => part.Name == "speech-openai").Trouble);
        Assert.All(parts, part => Assert.True(part.IsOptional));
    }

    [Fact]
    public async Task Variant_OfAVoiceThatHasNone_IsRefused()
    {
        await File.WriteAllTextAsync(_folder.File("piper/en_US-one-medium.onnx"), "");
        await File.WriteAllTextAsync(_folder.File("piper/en_US-one-medium.onnx.json"), "");
        await using var services = Services(_folder.Path);

        var error = await Assert.ThrowsAsync<FailureException>(() => services.GetRequiredService<VoiceChooser>().ChooseAsync(
            new TtsOptions { Engine = "piper", Voice = "en_US-one-medium+f3" }, CancellationToken.None));

        Assert.Equal((FailureCodes.UnsupportedLanguage, false), (error.Failure.Code, error.Failure.Retryable));
    }

    [Fact]
    public async Task Automatic_TakesEspeakWhereNoPiperVoiceSpeaksTheLanguage() =>
        Assert.Equal("espeak-ng", (await ChooseAsync(new TtsOptions { Language = "fi" })).Engine);

    [Fact]
    public async Task Passage_IsSpokenInItsSentences_WithPausesBetween()
    {
        var order = new PassageOrder(
            new Passage(3, [new Sentence("One.", "One.", 200), new Sentence("Two!", "Two!", 900)]),
            new VoiceChoice("espeak-ng", "en-us", new TtsOptions()));
        var file = _folder.File("passage.pcm");

        var spoken = await _services.GetRequiredService<PassageSpeaker>().SpeakAsync(
            order, file, _folder.File, CancellationToken.None);

        Assert.Equal((22050, 3, 900), (spoken.SampleRate, spoken.Part.PassageNo, spoken.Part.PauseAfterMs));
        Assert.Equal(spoken.Part.Frames * 2, new FileInfo(file).Length);
        Assert.Equal(["One.", "Two!"], spoken.Part.Sentences.Select(sentence => sentence.Text));
        var (one, two) = (spoken.Part.Sentences[0], spoken.Part.Sentences[1]);
        Assert.Equal(0, one.StartFrame);
        Assert.Equal(one.EndFrame + (22050 / 5), two.StartFrame);
        Assert.Equal(spoken.Part.Frames, two.EndFrame);
        Assert.InRange(one.EndFrame, 22050 / 5, 22050 * 2);
    }

    [Fact]
    public async Task Phonemes_KeepTheMarksOfTheirClauses()
    {
        var phonemes = await _services.GetRequiredService<Phonemizer>().PhonemizeAsync(
            "Hello, big world! It is 3.5 m; see [[x]].", "en-us", CancellationToken.None);

        Assert.Equal([",", "!", ";", "."], phonemes.Select(clause => clause.Mark));
        Assert.Equal("həlˈoʊ", phonemes[0].Phonemes);
        Assert.All(phonemes, clause => Assert.NotEqual("", clause.Phonemes));
    }

    [Theory]
    [InlineData("[[x]]", "[ [x]]")]
    [InlineData("[[[x]]] [y]", "[ [ [x]]] [y]")]
    public void Brackets_OfATextAreNoPhonemes(string text, string input) =>
        Assert.Equal(input, System.Text.Encoding.UTF8.GetString(EspeakEngine.Input(text)));

    [ModelFact]
    public async Task Automatic_TakesPiperWhereItSpeaksTheLanguage()
    {
        var chosen = await ChooseAsync(new TtsOptions { Language = "en" });
        var engine = _services.GetRequiredService<EngineChoice<ISpeechEngine>>().Named("piper");
        var (one, two) = (_folder.File("one.pcm"), _folder.File("two.pcm"));

        Assert.Equal(("piper", "en_US-joe-medium"), (chosen.Engine, chosen.Voice));
        Assert.Equal(22050, await engine.SpeakAsync("Hello, world. Is it you?", chosen, one, CancellationToken.None));
        await engine.SpeakAsync("Hello, world. Is it you?", chosen, two, CancellationToken.None);
        Assert.Equal(await File.ReadAllBytesAsync(one), await File.ReadAllBytesAsync(two));
        Assert.InRange(new FileInfo(one).Length, 22050, 22050 * 2 * 6);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static ServiceProvider Services(string models)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        TtsStage.AddServices(services, new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Models:Folder"] = models }).Build());
        return services.BuildServiceProvider();
    }

    private Task<VoiceChoice> ChooseAsync(TtsOptions options) =>
        _services.GetRequiredService<VoiceChooser>().ChooseAsync(options, CancellationToken.None);
}
