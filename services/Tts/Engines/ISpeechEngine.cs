using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Tts.Engines;

/// <summary>Speaks sentences: a named choice.</summary>
internal interface ISpeechEngine
{
    string Name { get; }

    /// <summary>Names of its voices; empty where only the engine itself knows them.</summary>
    /// <exception cref="FailureException">The engine is not here.</exception>
    Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken);

    /// <summary>Whether it can speak with a voice, <paramref name="voices"/> being those it names.</summary>
    bool Has(string voice, IReadOnlyList<string> voices) => voices.Contains(voice);

    /// <summary>The voice for a language where the caller names none; null where there is none.</summary>
    string? DefaultVoice(string language);

    /// <summary>Writes a sentence as raw mono samples of 16 bits, and says how many of them make a second.</summary>
    /// <exception cref="FailureException">It cannot be spoken; retryable where another try may help.</exception>
    Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken);
}
