using System.Runtime.InteropServices;
using DaprProcessing.Engines.Protocol;
using Whisper.net;
using Whisper.net.LibraryLoader;

namespace DaprProcessing.SpeechEngine.Listening;

/// <summary>A Whisper model (ggml): 16 kHz mono samples in, segments with words and times out.</summary>
internal sealed class WhisperModel : IDisposable
{
    private readonly WhisperFactory _factory;

    public WhisperModel(string path)
    {
        // It probes its own folder for the processor's best library; anything else would be somebody's.
        RuntimeOptions.RuntimeLibraryOrder = [RuntimeLibrary.Cpu];
        try
        {
            _factory = WhisperFactory.FromPath(path, new WhisperFactoryOptions { UseGpu = false });
            // Only now is the file read.
            _factory.CreateBuilder();
        }
        catch (Exception error) when (error is WhisperModelLoadException or FileNotFoundException or InvalidOperationException)
        {
            throw new ModelException("The recogniser's file is no Whisper model that can be loaded.", error);
        }
    }

    public HeardReply Hear(RecordingRequest request)
    {
        var samples = Read(request.Path);
        var segments = new List<SegmentData>();
        var builder = _factory.CreateBuilder().WithThreads(request.Threads).WithTokenTimestamps().WithProbabilities()
            .WithoutStringPool().WithSegmentEventHandler(segments.Add);
        builder = request.Language is { } language ? builder.WithLanguage(language) : builder.WithLanguageDetection();
        using var processor = builder.Build();
        processor.Process(samples);
        return new HeardReply(
            request.Language ?? segments.FirstOrDefault()?.Language ?? "",
            [.. segments.Where(segment => segment.Text.Any(char.IsLetterOrDigit)).Select(HeardWords.Segment)]);
    }

    public void Dispose() => _factory.Dispose();

    private static float[] Read(string path)
    {
        var pcm = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path).AsSpan());
        var samples = new float[pcm.Length];
        for (var i = 0; i < pcm.Length; i++)
        {
            samples[i] = pcm[i] / 32768f;
        }

        return samples;
    }
}
