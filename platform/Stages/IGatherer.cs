using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.Stages;

/// <summary>A stage that puts together what came of all chunks of a phase.</summary>
public interface IGatherer
{
    /// <summary>
    /// Writes the artifacts. It may run twice and must then write the same; <c>result.json</c> is the runner's. A
    /// <see cref="FailureException"/> that is not retryable fails the job.
    /// </summary>
    Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken);
}

/// <summary>What became of a phase.</summary>
/// <param name="Units">Every unit in order, with its failure where it has one.</param>
/// <param name="Facts">What the result says of the whole, under the gathering stage's name; null for nothing.</param>
/// <param name="Errors">What speaks against the document; empty for a right one.</param>
public sealed record Gathered(IReadOnlyList<PageWork> Units, object? Facts = null, IReadOnlyList<string>? Errors = null)
{
    /// <summary>What the document says of itself; null for nothing.</summary>
    public DocumentFacts? Document { get; init; }

    /// <summary>Outputs that were asked for and cannot be made of this document.</summary>
    public IReadOnlyList<OutputFailure> NotMade { get; init; } = [];
}
