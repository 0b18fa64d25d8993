namespace DaprProcessing.Contracts.Problems;

/// <summary>Why a page or a job failed, in words that callers can act on.</summary>
/// <param name="Code">Stable, snake_case: one of <see cref="FailureCodes"/>.</param>
/// <param name="Message">One sentence for a person; no paths, no stack.</param>
/// <param name="Retryable">The same request may succeed later.</param>
public sealed record Failure(string Code, string Message, bool Retryable = false)
{
    /// <summary>policy, capacity, source_unavailable, timeout, internal, backend_failure … (docling-serve's words).</summary>
    public string Category => FailureCodes.CategoryOf(Code);
}
