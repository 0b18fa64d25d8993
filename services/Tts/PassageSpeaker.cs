using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Tts.Engines;

namespace DaprProcessing.Tts;

/// <summary>A passage as raw samples.</summary>
internal sealed record SpokenSamples(int SampleRate, SpokenPart Part);

/// <summary>Speaks a passage sentence by sentence into one file, with the pauses between them.</summary>
internal sealed class PassageSpeaker(EngineChoice<ISpeechEngine> engines)
{
    public async Task<SpokenSamples> SpeakAsync(
        PassageOrder order, string path, Func<string, string> temporaryFile, CancellationToken cancellationToken)
    {
        var engine = engines.Named(order.Voice.Engine);
        var sentences = order.Passage.Sentences;
        var spoken = new List<SpokenSentence>(sentences.Count);
        PcmFormat format = default;
        await using var samples = File.Create(path);
        foreach (var (index, sentence) in sentences.Index())
        {
            var file = temporaryFile($"{order.Passage.No}-{index}.pcm");
            var rate = await engine.SpeakAsync(sentence.Spoken, order.Voice, file, cancellationToken);
            format = index == 0 || format.SampleRate == rate ? new PcmFormat(rate) : throw new FailureException(new Failure(
                FailureCodes.EngineAnswerInvalid, $"{engine.Name} changes its sample rate within a passage."));

            var start = samples.Length / format.BytesPerFrame;
            await AppendAsync(file, samples, cancellationToken);
            spoken.Add(new SpokenSentence(sentence.Text, start, samples.Length / format.BytesPerFrame));
            if (index < sentences.Count - 1)
            {
                var pause = format.Frames(TimeSpan.FromMilliseconds(sentence.PauseAfterMs));
                await samples.WriteAsync(new byte[pause * format.BytesPerFrame], cancellationToken);
            }
        }

        return new SpokenSamples(
            format.SampleRate,
            new SpokenPart(order.Passage.No, samples.Length / format.BytesPerFrame, sentences[^1].PauseAfterMs, spoken));
    }

    private static async Task AppendAsync(string file, FileStream samples, CancellationToken cancellationToken)
    {
        await using (var sentence = File.OpenRead(file))
        {
            await sentence.CopyToAsync(samples, cancellationToken);
        }

        File.Delete(file);
    }
}
