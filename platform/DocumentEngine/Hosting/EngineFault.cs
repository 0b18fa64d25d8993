using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>The request cannot be done, and the caller is told why.</summary>
internal class EngineFault(Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public Failure Failure { get; } = failure;

    public static EngineFault UnknownRequest => new(new Failure(FailureCodes.Internal, "The engine does not know this request."));
}
