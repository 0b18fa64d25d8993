using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Platform;
using DaprProcessing.Client;

namespace DaprProcessing.Bench.Rows;

/// <summary>Jobs of one page that needs no recognition: what the platform itself costs.</summary>
internal sealed class SmallJobRows(IReadOnlyList<PlatformSide> sides, Settings settings)
{
    private const int Callers = 16;
    private const int CountedJobs = 20;

    private static readonly SubmitOptions Options = new() { Pipeline = "document" };

    private int _number;

    public async IAsyncEnumerable<Row> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first seconds under load are those of a program that is still being compiled.
        await Timing.InTurnAsync(sides, 1, side => LoadAsync(side, cancellationToken));

        var alone = settings.Rounds(60);
        var latencies = await Timing.InTurnAsync(
            sides, alone, side => Timing.OnceAsync(() => RunOneAsync(side, cancellationToken)));
        yield return Row.Cost("one-page job, alone, p50", "ms", Percentiles(latencies, 0.5), $"{alone} jobs one after the other");
        yield return Row.Cost("one-page job, alone, p95", "ms", Percentiles(latencies, 0.95));

        var loads = await Timing.InTurnAsync(sides, settings.LoadRounds, side => LoadAsync(side, cancellationToken));
        var figures = loads.Select(rounds => Figure.Middle([.. rounds.Select(round => round.Figure)])).ToList();
        var here = loads[0].SelectMany(round => round.Each).ToList();
        var (p50, p95) = (Milliseconds(here, 0.5), Milliseconds(here, 0.95));
        yield return new Row(
            "one-page jobs, throughput", "jobs/s", figures, Note: $"{Callers} callers, here p50 {p50:0} ms, p95 {p95:0} ms");
        yield return Row.Cost(
            "  processor time of a job, platform", "ms", [
                .. figures.Select(figure => new Figure(figure.Cpu!.Value.Platform.TotalMilliseconds))],
            "services, runtime and broker; no engine");
        yield return Row.Cost(
            "  processor time of a job, engines", "ms", [
                .. figures.Select(figure => new Figure(figure.Cpu!.Value.Engines.TotalMilliseconds))]);

        yield return await CallsAsync(
            "sidecar calls of a one-page job", idempotencyKey: "", "as a plain POST has it", cancellationToken);
        yield return await CallsAsync(
            "sidecar calls, with an Idempotency-Key", null, "as the client library has it", cancellationToken);
    }

    private Task RunOneAsync(PlatformSide side, CancellationToken cancellationToken, string? idempotencyKey = "")
    {
        var document = Documents.SmallJob(Interlocked.Increment(ref _number));
        return side.Jobs.RunAsync(document, Options, cancellationToken, idempotencyKey);
    }

    private async Task<(Figure Figure, IReadOnlyList<TimeSpan> Each)> LoadAsync(
        PlatformSide side, CancellationToken cancellationToken)
    {
        var ((each, all), cpu) = await side.WithCpuAsync(
            () => Timing.LoadAsync(Callers, settings.LoadTime, () => RunOneAsync(side, cancellationToken)));
        return (Figure.OfLoad(each.Count, all, cpu), each);
    }

    private async Task<Row> CallsAsync(string work, string? idempotencyKey, string note, CancellationToken cancellationToken)
    {
        var jobs = settings.Rounds(CountedJobs);
        var figures = new List<Figure?>();
        foreach (var side in sides)
        {
            var before = await side.Calls.CountAsync(cancellationToken);
            for (var job = 0; before is not null && job < jobs; job++)
            {
                await RunOneAsync(side, cancellationToken, idempotencyKey);
            }

            figures.Add(
                before is null ? null : new Figure((double)(await side.Calls.CountAsync(cancellationToken) - before)! / jobs));
        }

        return Row.Cost(work, "calls", figures, $"{note}; counted by the runtime, - where it does not count");
    }

    private static IReadOnlyList<Figure> Percentiles(IReadOnlyList<IReadOnlyList<TimeSpan>> times, double share) =>
        [.. times.Select(side => new Figure(Milliseconds(side, share)))];

    private static double Milliseconds(IEnumerable<TimeSpan> times, double share) =>
        Timing.Percentile(times, share).TotalMilliseconds;
}
