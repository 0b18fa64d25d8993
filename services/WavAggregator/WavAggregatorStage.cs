using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Timing;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Speech;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.WavAggregator;

/// <summary>
/// Puts the parts together: <c>audio.wav</c>, whose samples are those of its parts and silences and no other, its chapters, and
/// when each sentence is heard.
/// </summary>
internal sealed class WavAggregatorStage(PartFetcher parts, RecordingEncoder encoder) : IGatherer, IStageDefinition
{
    public static string Name => "wav-aggregator";

    public static Type Options => typeof(WavAggregatorOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AggregationOptions>().Bind(configuration.GetSection(AggregationOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSpeechEngines(configuration).AddSingleton<PartFetcher>().AddSingleton<RecordingEncoder>();
    }

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var units = await gather.ReadUnitsAsync(cancellationToken);
        var passages = new List<SpokenPassage>();
        var waves = new List<PageOutput>();
        foreach (var unit in units.Where(unit => unit.Failure is null))
        {
            passages.Add(await gather.GetJsonAsync<SpokenPassage>(unit.Output(SpokenPassage.Output)!, cancellationToken));
            waves.Add(unit.Output(WaveFacts.Output)!);
        }

        var timeline = new Timeline(Format(passages), [.. passages.Select(passage => passage.Part)]);
        var file = gather.TemporaryFile("audio.wav");
        await WriteAsync(file, timeline, passages, parts.FetchAsync(waves, gather, cancellationToken), cancellationToken);

        var outline = await OutlineAsync(gather, cancellationToken);
        var chapters = timeline.Chapters(outline.Chapters);
        var duration = timeline.Format.Duration(timeline.TotalFrames);
        gather.AddUnitArtifacts(units);
        await gather.PutArtifactAsync("audio.wav", "audio/wav", file, cancellationToken);
        await gather.WriteArtifactAsync(
            "audio.vtt", WebVtt.MediaType, stream => WriteCuesAsync(stream, timeline), cancellationToken);
        var listed = waves.Select((wave, index) => new RecordingPart(
            wave.Artifact!.Name, passages[index].Part.Frames, timeline.SilenceAfter(index)));
        var recording = new Recording(
            outline.Title, outline.Language, timeline.Format.SampleRate, timeline.TotalFrames,
            Math.Round(duration.TotalSeconds, 3), chapters, [.. listed]);
        await gather.WriteJsonAsync("chapters.json", recording, cancellationToken);
        await encoder.EncodeAsync(file, outline.Title, duration, chapters, gather, cancellationToken);
        return new Gathered(
            units, new { recording.SampleRate, recording.Frames, recording.Seconds, chapters = chapters.Count });
    }

    private static PcmFormat Format(List<SpokenPassage> passages)
    {
        var rates = passages.Select(passage => passage.SampleRate).Distinct().ToArray();
        return rates switch
        {
            [var rate] => new PcmFormat(rate),
            [] => throw new FailureException(new Failure(FailureCodes.AllPagesFailed, "No passage could be spoken.")),
            _ => throw new FailureException(new Failure(
                FailureCodes.EngineAnswerInvalid, "The passages were spoken at different sample rates.")),
        };
    }

    private static async Task WriteAsync(
        string path, Timeline timeline, List<SpokenPassage> passages, IAsyncEnumerable<string> files,
        CancellationToken cancellationToken)
    {
        await using var wave = File.Create(path);
        var writer = await WaveWriter.StartAsync(wave, timeline.Format, timeline.TotalFrames, cancellationToken);
        var index = 0;
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            var frames = passages[index].Part.Frames;
            await using (var part = File.OpenRead(file))
            {
                if (WaveInfo.Read(part) is var info && (info.Frames != frames || info.Format != timeline.Format))
                {
                    throw new InvalidDataException($"Part {index + 1} has {info.Frames} frames instead of {frames}.");
                }

                await writer.CopyAsync(part, frames, cancellationToken);
            }

            File.Delete(file);
            await writer.SilenceAsync(timeline.SilenceAfter(index), cancellationToken);
            index++;
        }

        writer.Complete();
    }

    private static async Task WriteCuesAsync(Stream stream, Timeline timeline)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        WebVtt.Write(timeline.Cues(), writer);
    }

    private static Task<SpeechOutline> OutlineAsync(GatherContext gather, CancellationToken cancellationToken) =>
        gather.Objects.GetJsonAsync<SpeechOutline>(
            gather.KeyOf(SpeechOutline.Stage, SpeechOutline.Name), cancellationToken);
}
