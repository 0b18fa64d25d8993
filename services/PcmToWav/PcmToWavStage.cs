using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PcmToWav;

/// <summary>Makes a WAV file of each passage's raw samples, to <c>audio/0001.wav</c>: every sample, and no more.</summary>
internal sealed class PcmToWavStage : PageStage, IStageDefinition
{
    public static string Name => "pcm-to-wav";

    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var passage = await chunk.GetJsonAsync<SpokenPassage>(page.Output(SpokenPassage.Output)!, cancellationToken);
        var format = new PcmFormat(passage.SampleRate);
        var frames = passage.Part.Frames;
        var raw = chunk.TemporaryFile($"{page.PageNo}.pcm");
        await chunk.Objects.DownloadAsync(passage.SamplesKey, frames * format.BytesPerFrame, raw, cancellationToken);

        var file = chunk.TemporaryFile($"{page.PageNo}.wav");
        await using (var wave = File.Create(file))
        await using (var samples = File.OpenRead(raw))
        {
            var writer = await WaveWriter.StartAsync(wave, format, frames, cancellationToken);
            await writer.CopyAsync(samples, frames, cancellationToken);
            writer.Complete();
        }

        var facts = new WaveFacts(format.SampleRate, frames, Math.Round(format.Duration(frames).TotalSeconds, 3));
        var output = await chunk.PutArtifactAsync($"audio/{page.PageNo:D4}.wav", file, "audio/wav", facts, cancellationToken);
        CrashPoint.Reached("stage.outputs-half");
        File.Delete(raw);
        File.Delete(file);
        return page.With(WaveFacts.Output, output);
    }
}
