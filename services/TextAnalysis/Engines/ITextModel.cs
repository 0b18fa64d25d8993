using System.Text.Json;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>What a model is asked.</summary>
/// <param name="Instructions">What to do with the text; ours.</param>
/// <param name="Text">The caller's.</param>
/// <param name="SchemaName">What the schema goes by.</param>
/// <param name="Schema">The JSON Schema of the answer.</param>
internal sealed record ModelQuestion(string Instructions, string Text, string SchemaName, JsonElement Schema);

/// <summary>A language model behind HTTP.</summary>
internal interface ITextModel
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
