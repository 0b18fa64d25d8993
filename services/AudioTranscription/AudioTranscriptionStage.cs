using DaprProcessing.Audio.Listening;
using DaprProcessing.AudioTranscription.Engines;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Speech;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.AudioTranscription;

/// <summary>Cuts a recording in its silences, recognises each stretch, and joins what was heard.</summary>
internal sealed class AudioTranscriptionStage(RecordingCutter cutter, EngineChoice<IRecognizer> recognizers)
    : PageStage, ICutter, IGatherer, IStageDefinition
{
    public static string Name => "audio-transcription";

    public static Type Options => typeof(AudioTranscriptionOptions);

    // A voice or a recogniser may hold gigabytes.
    public static int InFlight => Environment.ProcessorCount;

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSpeechEngines(configuration);
        services.AddOptions<TranscriptionOptions>().Bind(configuration.GetSection(TranscriptionOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OpenAiRecognizerOptions>().Bind(configuration.GetSection(OpenAiRecognizerOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IRecognizer, WhisperRecognizer>().AddSingleton<IRecognizer, PocketsphinxRecognizer>()
            .AddSingleton<IRecognizer, OpenAiRecognizer>();
        services.AddSingleton(provider => new EngineChoice<IRecognizer>(
            provider.GetServices<IRecognizer>(), recognizer => recognizer.Name));
        services.AddSingleton<RecordingCutter>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPart, RecognizerHealth>());
    }

    public async Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken)
    {
        var plan = await cutter.CutAsync(cut, cancellationToken);
        await cut.Objects.PutJsonAsync(cut.KeyOf(Name, RecordingPlan.Name), plan, cancellationToken);
        return plan.Stretches.Count;
    }

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(gather, cancellationToken);
        var units = await gather.ReadUnitsAsync(cancellationToken);
        var heard = new List<HeardStretch>();
        foreach (var unit in units.Where(unit => unit.Failure is null))
        {
            heard.Add(await gather.GetJsonAsync<HeardStretch>(unit.Output(HeardStretch.Output)!, cancellationToken));
        }

        var transcript = new Transcript(
            Language(plan, heard), plan.Engine, recognizers.Named(plan.Engine).Quality, plan.Duration,
            [.. heard.SelectMany(stretch => stretch.Segments)]);
        var errors = await new TranscriptArtifacts(gather).WriteAsync(transcript, cancellationToken);
        var facts = new { transcript.Language, transcript.Engine, plan.Model, transcript.Quality, seconds = transcript.Duration };
        return new Gathered(units, facts, errors);
    }

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(chunk, cancellationToken);
        var stretch = plan.Stretches[page.PageNo - 1];
        var samples = chunk.TemporaryFile($"{page.PageNo}.pcm");
        var bytes = (long)(stretch.Duration.TotalSeconds * RecordingPlan.SampleRate) * sizeof(short);
        await chunk.Objects.DownloadAsync(
            chunk.KeyOf(Name, RecordingPlan.StretchName(page.PageNo)), bytes, samples, cancellationToken);

        var heard = await HearAsync(plan, samples, stretch, chunk.TemporaryFile($"{page.PageNo}-sound.pcm"), cancellationToken);
        CrashPoint.Reached("stage.outputs-half");
        File.Delete(samples);
        return page.With(HeardStretch.Output, await chunk.PutJsonAsync(
            chunk.KeyOf(Name, $"{page.PageNo:D4}-heard.json"), heard,
            new { heard.Language, segments = heard.Segments.Count }, cancellationToken));
    }

    private async Task<HeardStretch> HearAsync(
        RecordingPlan plan, string samples, Stretch stretch, string sound, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(samples);
        var levels = await SoundLevels.ReadAsync(stream, RecordingPlan.SampleRate, cancellationToken);
        // Of silence recognisers make up words.
        if (!levels.HasSound(TimeSpan.Zero, levels.Duration))
        {
            return new HeardStretch("", []);
        }

        var pieces = SoundPieces.Of(levels);
        await using (var output = File.Create(sound))
        {
            await pieces.CopyAsync(stream, output, RecordingPlan.SampleRate, cancellationToken);
        }

        var heard = await recognizers.Named(plan.Engine).RecognizeAsync(sound, plan, cancellationToken);
        File.Delete(sound);
        return heard with
        {
            Segments = [.. heard.Segments.Select(
                segment => SoundEdges.Fit(pieces.Placed(segment), levels).Shifted(stretch.Start.TotalSeconds))],
        };
    }

    /// <summary>As said; else the one heard for most of the time.</summary>
    private static string Language(RecordingPlan plan, List<HeardStretch> heard) => plan.Language
        ?? heard.Where(stretch => stretch.Language.Length > 0).GroupBy(stretch => stretch.Language)
            .OrderByDescending(group => group.Sum(stretch => stretch.Segments.Sum(segment => segment.End - segment.Start)))
            .ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "";

    private static Task<RecordingPlan> PlanAsync(StageContext context, CancellationToken cancellationToken) =>
        context.Objects.GetJsonAsync<RecordingPlan>(context.KeyOf(Name, RecordingPlan.Name), cancellationToken);
}
