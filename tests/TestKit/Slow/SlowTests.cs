namespace DaprProcessing.TestKit.Slow;

/// <summary>
/// Tests that take long and tell what quicker ones nearly tell: another kill of the same kind, the same with a neural model,
/// every image. <c>make test</c> leaves them out, <c>make test-all</c> does not.
/// </summary>
public static class SlowTests
{
    /// <summary>Null where all tests are wanted.</summary>
    public static string? Skipped { get; } = Environment.GetEnvironmentVariable("TESTS") == "all"
        ? null : "slow: `make test-all` runs it, and TESTS=all in the environment";
}
