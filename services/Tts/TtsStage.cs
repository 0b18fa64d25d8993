using System.Security.Cryptography;
using DaprProcessing.Audio.Speech;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Speech;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Tts.Engines;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Tts;

/// <summary>Cuts a document into passages, and speaks them: raw samples and where each sentence lies in them.</summary>
internal sealed class TtsStage(VoiceChooser voices, PassageSpeaker speaker) : PageStage, ICutter, IStageDefinition
{
    public static string Name => "tts";

    public static Type Options => typeof(TtsOptions);

    // A voice or a recogniser may hold gigabytes.
    public static int InFlight => Environment.ProcessorCount;

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSpeechEngines(configuration);
        Bind<ChatLlmOptions>(ChatLlmOptions.Section);
        Bind<OpenAiSpeechOptions>(OpenAiSpeechOptions.Section);
        Bind<GeminiSpeechOptions>(GeminiSpeechOptions.Section);
        services.AddSingleton<ISpeechEngine, PiperEngine>().AddSingleton<ISpeechEngine, EspeakEngine>()
            .AddSingleton<ISpeechEngine, ChatLlmEngine>().AddSingleton<ISpeechEngine, OpenAiSpeechEngine>()
            .AddSingleton<ISpeechEngine, GeminiSpeechEngine>();
        services.AddSingleton<Phonemizer>().AddSingleton<VoiceChooser>().AddSingleton<PassageSpeaker>();
        services.AddSingleton(provider => new EngineChoice<ISpeechEngine>(
            provider.GetServices<ISpeechEngine>(), engine => engine.Name));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPart, VoiceHealth>());

        void Bind<TOptions>(string section)
            where TOptions : class => services.AddOptions<TOptions>().Bind(configuration.GetSection(section))
                .ValidateDataAnnotations().ValidateOnStart();
    }

    public async Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken)
    {
        var options = cut.Options<TtsOptions>();
        var document = DoclingJson.Read((await cut.ReadArtifactAsync(ArtifactNames.DocumentJson, cancellationToken)).Span);
        options = options.Language == DocumentLanguage.Automatic
            ? options with { Language = DocumentLanguage.Of(document) } : options;
        var voice = await voices.ChooseAsync(options, cancellationToken);
        var title = Path.GetFileNameWithoutExtension(cut.SourceFile.FileName) is { Length: > 0 } name ? name : document.Name;
        var script = ScriptWriter.Write(
            document, title, new ScriptSettings(options.Language, options.Footnotes, options.Tables, options.ChapterLevel),
            options.Commentary ? await PageCommentaries.ReadAsync(cut, cancellationToken) : null);
        if (script.Passages.Count == 0)
        {
            throw new FailureException(new Failure(FailureCodes.InvalidDocument, "The document has no text to be read aloud."));
        }

        foreach (var passage in script.Passages)
        {
            await cut.Objects.PutJsonAsync(
                cut.KeyOf(Name, OrderName(passage.No)), new PassageOrder(passage, voice), cancellationToken);
        }

        await cut.Objects.PutJsonAsync(
            cut.KeyOf(Name, SpeechOutline.Name),
            new SpeechOutline(
                script.Title, script.Chapters, options.Language,
                [.. script.Passages.Select(passage => passage.Sentences[^1].PauseAfterMs)]),
            cancellationToken);
        return script.Passages.Count;
    }

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var order = await chunk.Objects.GetJsonAsync<PassageOrder>(
            chunk.KeyOf(Name, OrderName(page.PageNo)), cancellationToken);
        var file = chunk.TemporaryFile($"{page.PageNo}.pcm");
        var spoken = await speaker.SpeakAsync(order, file, chunk.TemporaryFile, cancellationToken);

        // By what is in it: of a voice that throws dice another worker's samples are others, and must not come under this length.
        var key = chunk.KeyOf(Name, $"{page.PageNo:D4}-{await HashAsync(file, cancellationToken)}.pcm");
        await chunk.Objects.PutFileAsync(key, file, "audio/L16", cancellationToken);
        CrashPoint.Reached("stage.outputs-half");
        File.Delete(file);
        var seconds = Math.Round(spoken.Part.Frames / (double)spoken.SampleRate, 3);
        return page.With(SpokenPassage.Output, await chunk.PutJsonAsync(
            chunk.KeyOf(Name, $"{page.PageNo:D4}-speech.json"), new SpokenPassage(key, spoken.SampleRate, spoken.Part),
            new { order.Voice.Engine, order.Voice.Voice, order.Voice.Options.Language, seconds }, cancellationToken));
    }

    private static string OrderName(int passageNo) => $"{passageNo:D4}.json";

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..16];
    }
}
