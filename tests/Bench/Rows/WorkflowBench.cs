using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Platform;

namespace DaprProcessing.Bench.Rows;

/// <summary>Workflow turns on the local runtime: many short workflows, and one that fans out very far.</summary>
internal sealed class WorkflowBench : IBench
{
    private const int Callers = 30;

    public string Name => "workflows";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sides = new List<WorkflowSide>();
        try
        {
            foreach (var build in settings.Builds)
            {
                sides.Add(await WorkflowSide.StartAsync(build, cancellationToken));
            }

            await Timing.InTurnAsync(sides, 1, side => LoadAsync(side, WorkflowSide.Ten));
            foreach (var (workflow, name) in ((string, string)[])[(WorkflowSide.Five, "five"), (WorkflowSide.Ten, "ten")])
            {
                var loads = await Timing.InTurnAsync(sides, settings.LoadRounds, side => LoadAsync(side, workflow));
                yield return new Row(
                    $"workflows of {name} activities", "workflows/s", [.. loads.Select(Figure.Middle)],
                    Note: $"{Callers} callers; cpu of the runtime alone, the worker is the bench itself");
            }

            var chunks = settings.Smoke ? 320 : 10_000;
            var runs = await Timing.InTurnAsync(sides, 1, side => FanOutAsync(side, chunks));
            yield return new Row(
                $"fan-out over {chunks:N0} chunks", "chunks/s", [.. runs.Select(run => run[0].Rate)],
                Note: $"children of {WorkflowSide.ChunksPerGroup}, one activity per chunk");
            yield return Row.Cost(
                "  memory of the runtime, highest", "MB", [.. runs.Select(run => new Figure(run[0].PeakMegabytes))]);
        }
        finally
        {
            foreach (var side in sides)
            {
                await side.DisposeAsync();
            }
        }

        async Task<Figure> LoadAsync(WorkflowSide side, string workflow)
        {
            var before = CpuTime.Of(side.ProcessId);
            var (each, all) = await Timing.LoadAsync(
                Callers, settings.LoadTime, () => side.RunAsync(workflow, 0, cancellationToken));
            return Figure.OfLoad(each.Count, all, CpuTime.Of(side.ProcessId) - before);
        }

        async Task<(Figure Rate, double PeakMegabytes)> FanOutAsync(WorkflowSide side, int chunks)
        {
            var (before, took) = (CpuTime.Of(side.ProcessId), TimeSpan.Zero);
            var peak = await Memory.PeakWhileAsync(side.ProcessId, Task.Run(
                async () => took = await Timing.OnceAsync(() => side.RunAsync(WorkflowSide.Parent, chunks, cancellationToken)),
                cancellationToken));
            return (Figure.OfLoad(chunks, took, CpuTime.Of(side.ProcessId) - before), peak / 1e6);
        }
    }
}
