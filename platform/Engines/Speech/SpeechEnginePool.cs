using DaprProcessing.Contracts.Health;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Speech;

/// <summary>
/// Neural voices and recognisers, in processes of their own (<c>speech-engine</c>): a request goes to one that has its model
/// loaded, if there is one.
/// </summary>
public sealed class SpeechEnginePool : IEnginePool, IAsyncDisposable
{
    private readonly SpeechEngineOptions _options;
    private readonly EnginePool _pool;

    public SpeechEnginePool(IOptions<SpeechEngineOptions> options, ILogger<EnginePool> logger)
    {
        _options = options.Value;
        _pool = new EnginePool(Options.Create(_options.Pool()), logger);
    }

    PartHealth IEnginePool.Health => ((IEnginePool)_pool).Health;

    internal IReadOnlyList<int> ProcessIds => _pool.ProcessIds;

    /// <summary>Speaks a sentence with a Piper voice into a file of raw 16-bit mono samples; the number of samples.</summary>
    /// <param name="model">The voice's ONNX file.</param>
    /// <param name="phonemes">As the voice numbers them.</param>
    /// <param name="rate">1 is the voice's own, 2 twice as fast.</param>
    public async Task<long> SpeakAsync(
        string model, IReadOnlyList<long> phonemes, double rate, string outputPath, CancellationToken cancellationToken)
    {
        var request = new EngineRequest(EngineOperation.Speak, Path.GetFullPath(model))
        {
            OutputPath = Path.GetFullPath(outputPath),
            Voice = new VoiceRequest(phonemes, 1 / rate),
        };
        var reply = await _pool.RunAsync(request, _options.SpeakLimit, cancellationToken).ConfigureAwait(false);
        return reply.Spoken!.Frames;
    }

    /// <summary>Recognises raw 16-bit mono samples at 16 kHz.</summary>
    /// <param name="model">A Whisper model in ggml form.</param>
    /// <param name="language">ISO 639-1; null to have it detected.</param>
    public async Task<RecognizedSpeech> HearAsync(
        string model, string samplesPath, string? language, CancellationToken cancellationToken)
    {
        var request = new EngineRequest(EngineOperation.Hear, Path.GetFullPath(model))
        {
            Recording = new RecordingRequest(Path.GetFullPath(samplesPath), language, _options.HearThreads),
        };
        var reply = await _pool.RunAsync(request, _options.HearLimit, cancellationToken).ConfigureAwait(false);
        var segments = reply.Heard!.Segments.Select(segment => new RecognizedSegment(
            segment.Start, segment.End, segment.Text,
            [.. segment.Words.Select(word => new RecognizedWord(word.Text, word.Start, word.End, word.Confidence))]));
        return new RecognizedSpeech(reply.Heard.Language, [.. segments]);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}

public sealed record RecognizedSpeech(string Language, IReadOnlyList<RecognizedSegment> Segments);

/// <summary>Times in seconds from the start of what was recognised.</summary>
public sealed record RecognizedSegment(double Start, double End, string Text, IReadOnlyList<RecognizedWord> Words);

/// <param name="Confidence">0 to 1.</param>
public sealed record RecognizedWord(string Text, double Start, double End, double Confidence);
