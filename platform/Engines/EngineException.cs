using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines;

/// <summary>An engine could not do the page or the document; <see cref="Failure"/> says why, in words fit for the caller.</summary>
public sealed class EngineException(Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public Failure Failure { get; } = failure;
}
