namespace DaprProcessing.Contracts.Problems;

/// <summary>A page or document cannot be done; <see cref="Failure"/> says why, in words fit for the caller.</summary>
public sealed class FailureException(Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public Failure Failure { get; } = failure;
}
