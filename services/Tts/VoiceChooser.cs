using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Tts.Engines;

namespace DaprProcessing.Tts;

/// <summary>Finds who speaks: the engine and voice that the caller names, or the best that is there for the language.</summary>
internal sealed class VoiceChooser(EngineChoice<ISpeechEngine> engines)
{
    private const int NamedVoices = 30;

    // The better one first.
    private static readonly string[] Automatic = ["piper", "espeak-ng"];

    public async Task<VoiceChoice> ChooseAsync(TtsOptions options, CancellationToken cancellationToken)
    {
        var engine = options.Engine == "auto"
            ? Automatic.Select(engines.Named).First(one => one.DefaultVoice(options.Language) is not null)
            : engines.Named(options.Engine);
        var known = await engine.VoicesAsync(cancellationToken);
        var voice = options.Voice.Length > 0 ? options.Voice : engine.DefaultVoice(options.Language);
        if (voice is null || (known.Count > 0 && !engine.Has(voice, known)))
        {
            var some = string.Join(", ", known.Take(NamedVoices)) + (known.Count > NamedVoices ? ", …" : "");
            throw new FailureException(new Failure(
                FailureCodes.UnsupportedLanguage,
                voice is null ? $"{engine.Name} has no voice for '{options.Language}'; its voices: {some}."
                    : $"{engine.Name} has no voice '{voice}'; its voices: {some}."));
        }

        return new VoiceChoice(engine.Name, voice, options);
    }
}
