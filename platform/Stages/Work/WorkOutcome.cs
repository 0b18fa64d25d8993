using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages.Work;

/// <summary>What came out of a chunk in a stage. Written once: the first outcome counts.</summary>
public sealed record WorkOutcome(IReadOnlyList<PageWork> Pages);
