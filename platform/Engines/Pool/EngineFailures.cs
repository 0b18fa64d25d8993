using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Pool;

/// <summary>What can go wrong with an engine rather than with a document, in the caller's words.</summary>
internal static class EngineFailures
{
    public static Failure Crashed { get; } = new(FailureCodes.EngineCrash, "The page made the engine crash.");

    /// <summary>By another hand, over and over: the page has nothing to do with it.</summary>
    public static Failure Killed { get; } = new(
        FailureCodes.ResourceLimit, "The page's engine was killed from outside, again and again.", Retryable: true);

    /// <summary>By the kernel: the page may have nothing to do with it.</summary>
    public static Failure KilledForMemory { get; } = new(
        FailureCodes.ResourceLimit,
        "The page's engine was killed for want of memory, and again when it was the only one at work.");

    public static Failure OutOfMemory { get; } = new(
        FailureCodes.ResourceLimit, "The page needs more memory than one page may use (option MaxResidentBytes of the engine).");

    public static Failure OutOfProcessorTime { get; } = new(
        FailureCodes.EngineTimeout, "The page needs more processor time than one page may use.");

    public static Failure QueueFull { get; } = new(
        FailureCodes.ResourceLimit, "Too many pages are waiting for an engine.", Retryable: true);

    public static Failure OutOfTime(TimeSpan limit) =>
        new(FailureCodes.EngineTimeout, $"The page took longer than {limit.TotalSeconds:0.#} s.");
}
