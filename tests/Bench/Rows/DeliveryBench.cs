using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Platform;

namespace DaprProcessing.Bench.Rows;

/// <summary>From the publish call of one app to the handler of a subscriber, over the runtime and a real JetStream.</summary>
internal sealed class DeliveryBench : IBench
{
    public string Name => "delivery";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sides = new List<DeliverySide>();
        try
        {
            foreach (var build in settings.Builds)
            {
                sides.Add(await DeliverySide.StartAsync(build, cancellationToken));
            }

            var latencies = await Timing.InTurnAsync(
                sides, settings.Smoke ? 20 : 300, side => side.DeliverAsync(cancellationToken));
            yield return Row.Cost(
                "publish to handler, one at a time, p50", "ms", Percentiles(latencies, 0.5), "stored in JetStream on the way");
            yield return Row.Cost("publish to handler, one at a time, p95", "ms", Percentiles(latencies, 0.95));

            var burst = settings.Smoke ? 200 : 5_000;
            var bursts = await Timing.InTurnAsync(sides, settings.LoadRounds, async side =>
            {
                var before = CpuTime.Of(side.ProcessId);
                var took = await side.BurstAsync(burst, cancellationToken);
                return Figure.OfLoad(burst, took, CpuTime.Of(side.ProcessId) - before);
            });
            yield return new Row(
                "publish to handler, 32 publishers", "messages/s", [.. bursts.Select(Figure.Middle)],
                Note: "cpu of the runtime alone");
        }
        finally
        {
            foreach (var side in sides)
            {
                await side.DisposeAsync();
            }
        }
    }

    private static IReadOnlyList<Figure> Percentiles(IReadOnlyList<IReadOnlyList<TimeSpan>> times, double share) =>
        [.. times.Select(side => new Figure(Timing.Percentile(side, share).TotalMilliseconds))];
}
