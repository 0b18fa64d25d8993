using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>Makes text of speech: a named choice.</summary>
internal interface IRecognizer
{
    string Name { get; }

    /// <summary><c>good</c>, or <c>draft</c> where words are often wrong.</summary>
    string Quality { get; }

    /// <summary>The model of this name, or the engine's own choice where none is named.</summary>
    /// <exception cref="FailureException">There is none, or the engine is not here.</exception>
    string ChooseModel(string named);

    /// <summary>The models that may be named; empty where only the engine itself knows them.</summary>
    IReadOnlyList<string> Models => [];

    /// <param name="samplesPath">Raw mono samples of 16 bits at 16 kHz.</param>
    /// <returns>Times in seconds from the start of the samples.</returns>
    Task<HeardStretch> RecognizeAsync(string samplesPath, RecordingPlan plan, CancellationToken cancellationToken);
}
