using DaprProcessing.Audio.Listening;
using DaprProcessing.AudioTranscription.Engines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Tools;
using DaprProcessing.Stages.Cuts;
using Microsoft.Extensions.Options;

namespace DaprProcessing.AudioTranscription;

/// <summary>Decodes a recording and cuts it in its silences.</summary>
internal sealed class RecordingCutter(
    Ffmpeg ffmpeg, EngineChoice<IRecognizer> recognizers, IOptions<TranscriptionOptions> options)
{
    private const int BytesPerSample = 2;

    /// <summary>Leaves the stretches as objects of the stage, and says what they are.</summary>
    public async Task<RecordingPlan> CutAsync(CutContext cut, CancellationToken cancellationToken)
    {
        var chosen = cut.Options<AudioTranscriptionOptions>();
        var (engine, model) = Choose(chosen);
        var source = await cut.OpenSourceAsync(cancellationToken);
        var samples = cut.TemporaryFile("recording.pcm");
        var maxBytes = (long)(options.Value.MaxDuration.TotalSeconds * RecordingPlan.SampleRate * BytesPerSample);
        await ffmpeg.DecodeAsync(
            source.Path, source.MediaType, RecordingPlan.SampleRate, samples, maxBytes, options.Value.DecodeLimit,
            cancellationToken);

        await using var recording = File.OpenRead(samples);
        var levels = await SoundLevels.ReadAsync(recording, RecordingPlan.SampleRate, cancellationToken);
        var stretches = StretchPlan.Cut(levels);
        foreach (var (index, stretch) in stretches.Index())
        {
            var isLast = index == stretches.Count - 1;
            var bytes = new byte[(isLast ? recording.Length : Offset(stretch.End)) - Offset(stretch.Start)];
            recording.Position = Offset(stretch.Start);
            await recording.ReadExactlyAsync(bytes, cancellationToken);
            await cut.Objects.PutAsync(
                cut.KeyOf(cut.Stage, RecordingPlan.StretchName(index + 1)), bytes, "audio/L16", cancellationToken);
        }

        var language = chosen.Language == "auto" ? null : chosen.Language;
        return new RecordingPlan(engine, model, language, Math.Round(levels.Duration.TotalSeconds, 3), stretches);
    }

    private static long Offset(TimeSpan time) => (long)Math.Round(time.TotalSeconds * RecordingPlan.SampleRate) * BytesPerSample;

    private (string Engine, string Model) Choose(AudioTranscriptionOptions chosen)
    {
        if (chosen.Engine != "auto")
        {
            return (chosen.Engine, recognizers.Named(chosen.Engine).ChooseModel(chosen.Model));
        }

        try
        {
            return ("whisper", recognizers.Named("whisper").ChooseModel(chosen.Model));
        }
        catch (FailureException missing) when (missing.Failure.Code == FailureCodes.EngineUnavailable && chosen.Model.Length == 0)
        {
            return ("pocketsphinx", recognizers.Named("pocketsphinx").ChooseModel(""));
        }
    }
}
