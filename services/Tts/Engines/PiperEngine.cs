using System.Collections.Concurrent;
using DaprProcessing.Audio.Speech;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Speech;

namespace DaprProcessing.Tts.Engines;

/// <summary>
/// Piper voices: a neural voice in an engine process, its phonemes by espeak-ng. The same text has the same samples.
/// </summary>
internal sealed class PiperEngine(SpeechEnginePool engines, ModelFolder models, Phonemizer phonemizer) : ISpeechEngine
{
    private readonly ConcurrentDictionary<string, PhonemeIds> _described = new();

    public string Name => "piper";

    public Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken) =>
        models.Voices is { Count: > 0 } voices ? Task.FromResult<IReadOnlyList<string>>([.. voices.Keys])
            : throw new FailureException(new Failure(
                FailureCodes.EngineUnavailable, "There are no Piper voices in the folder of models; make models brings one."));

    /// <summary>Voices are named by their language: <c>en_US-joe-medium</c>.</summary>
    public string? DefaultVoice(string language)
    {
        var parts = language.Split('-');
        var region = parts.Length > 1 ? $"{parts[0]}_{parts[1].ToUpperInvariant()}" : null;
        var names = models.Voices.Keys.ToArray();
        return names.FirstOrDefault(name => region is not null && name.StartsWith(region, StringComparison.Ordinal))
            ?? names.FirstOrDefault(name => name.StartsWith(parts[0] + "_", StringComparison.Ordinal));
    }

    public async Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken)
    {
        var model = models.Voices.GetValueOrDefault(voice.Voice) ?? throw new FailureException(new Failure(
            FailureCodes.EngineUnavailable, $"The Piper voice {voice.Voice} is not on this machine.", Retryable: true));
        var described = _described.GetOrAdd(model, path => Describe(path, voice.Voice));
        var clauses = await phonemizer.PhonemizeAsync(text, described.PhonemizerVoice, cancellationToken);
        await engines.SpeakAsync(model, described.Of(clauses), voice.Options.Rate, path, cancellationToken);
        return described.SampleRate;
    }

    private static PhonemeIds Describe(string model, string name)
    {
        try
        {
            return PhonemeIds.Parse(File.ReadAllBytes(model + ".json"));
        }
        catch (InvalidDataException error)
        {
            throw new FailureException(
                new Failure(FailureCodes.EngineUnavailable, $"The voice {name} cannot be used: {error.Message}"), error);
        }
    }
}
