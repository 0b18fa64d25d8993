using System.Text.Json;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>What a job runs through: a declaration, one file beside this one or in the operator's folder.</summary>
/// <param name="Name">What callers name it by: the file's name.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Accepts">Media types of the input.</param>
/// <param name="Phases">Run one after the other.</param>
/// <param name="Artifacts">Names of the results: <c>document.json</c>, <c>pages/</c> …</param>
public sealed record Pipeline(
    string Name, string Description, IReadOnlyList<string> Accepts, IReadOnlyList<Phase> Phases,
    IReadOnlyList<string> Artifacts)
{
    /// <summary>
    /// By stage, what it is asked for where a caller does not say otherwise; a stage without an entry takes its defaults.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The stages that chunks pass, in order.</summary>
    public IReadOnlyList<string> Stages => [.. Phases.SelectMany(phase => phase.Stages)];

    /// <summary>Every stage that has a part in it, and may have options of its own.</summary>
    public IReadOnlyList<string> Participants => [.. Phases.SelectMany(phase => phase.Participants).Distinct()];
}
