using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextModels;

/// <summary>A language model behind HTTP.</summary>
public interface ITextModel
{
    /// <summary>The engine's name.</summary>
    string Name { get; }

    /// <summary>The model that is asked.</summary>
    string Model { get; }

    /// <exception cref="FailureException">There is no address to ask at.</exception>
    void CheckSetUp();

    /// <summary>The answer, which may yet be no JSON of the schema.</summary>
    /// <exception cref="FailureException">There is no answer, or not all of one.</exception>
    Task<string> AskAsync(ModelQuestion question, CancellationToken cancellationToken);
}
