using DaprProcessing.Bench.Measuring;

namespace DaprProcessing.Bench;

/// <summary>One thing to measure; it may give several rows.</summary>
internal interface IBench
{
    /// <summary>What <c>make bench BENCH=name</c> picks it by.</summary>
    string Name { get; }

    IAsyncEnumerable<Row> RunAsync(Settings settings, Documents documents, CancellationToken cancellationToken);
}
