namespace DaprProcessing.Contracts.Pipelines;

/// <summary>What a job runs through: a declaration, one file beside this one.</summary>
/// <param name="Name">What callers name it by: the file's name.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Accepts">Media types of the input.</param>
/// <param name="Stages">Stages each chunk of pages passes, in order.</param>
/// <param name="Artifacts">Names of the results: <c>document.json</c>, <c>pages/</c> …</param>
public sealed record Pipeline(
    string Name, string Description, IReadOnlyList<string> Accepts, IReadOnlyList<string> Stages,
    IReadOnlyList<string> Artifacts);
