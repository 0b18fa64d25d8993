using DaprProcessing.Audio.Listening;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Speech;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>Whisper in an engine process: words with their times, a hundred languages.</summary>
internal sealed class WhisperRecognizer(SpeechEnginePool engines, ModelFolder models) : IRecognizer
{
    public string Name => "whisper";

    public string Quality => "good";

    public IReadOnlyList<string> Models => [.. models.Whisper.Keys];

    public string ChooseModel(string named)
    {
        var there = models.Whisper;
        return there switch
        {
            { Count: 0 } => throw new FailureException(new Failure(
                FailureCodes.EngineUnavailable,
                "There is no Whisper model in the folder of models (Models:Folder); put one of whisper.cpp's (ggml-base.bin) "
                + "into its folder whisper, which no package brings.")),
            _ when named.Length == 0 => there.Keys.First(),
            _ => there.ContainsKey(named) ? named : throw new FailureException(new Failure(
                FailureCodes.EngineUnavailable,
                $"There is no Whisper model '{named}'; there are: {string.Join(", ", there.Keys)}.")),
        };
    }

    public async Task<HeardStretch> RecognizeAsync(string samplesPath, RecordingPlan plan, CancellationToken cancellationToken)
    {
        var model = models.Whisper.GetValueOrDefault(plan.Model) ?? throw new FailureException(new Failure(
            FailureCodes.EngineUnavailable, $"The Whisper model {plan.Model} is not on this machine.", Retryable: true));
        var heard = await engines.HearAsync(model, samplesPath, plan.Language, cancellationToken);
        return new HeardStretch(heard.Language, [.. heard.Segments.Select(segment => new TranscriptSegment(
            segment.Start, segment.End, segment.Text,
            [.. segment.Words.Select(word => new TranscriptWord(
                word.Text, Math.Round(word.Start, 3), Math.Round(word.End, 3), Math.Round(word.Confidence, 3)))]))]);
    }
}
