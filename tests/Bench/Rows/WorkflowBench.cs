using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dapr.Workflow;
using DaprProcessing.Bench.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Bench.Rows;

/// <summary>Workflow turns on the local runtime: many short workflows, and one that fans out very far.</summary>
internal sealed class WorkflowBench : IBench
{
    private const int Callers = 30;
    private const int Chunks = 10_000;
    private const int ChunksPerGroup = 32;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(10);

    public string Name => "workflows";

    public async IAsyncEnumerable<Row> RunAsync(Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var runtime = await RuntimeProcess.StartAsync(appPort: null, new Dictionary<string, string>(), cancellationToken);
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(runtime.Configuration);
        builder.Services.AddDaprWorkflow(Register);
        using var app = builder.Build();
        await app.StartAsync(cancellationToken);
        var client = app.Services.GetRequiredService<IDaprWorkflowClient>();
        await RunOneAsync(client, "five", 0, cancellationToken);

        var (rate, latencies) = await LoadAsync(client, cancellationToken);
        var (p50, p95) = (Timing.Percentile(latencies, 0.5).TotalMilliseconds, Timing.Percentile(latencies, 0.95).TotalMilliseconds);
        yield return new Row("workflows of five activities", rate, "workflows/s", Note: $"{Callers} callers, p50 {p50:0} ms, p95 {p95:0} ms");

        var before = runtime.Processes.RootResidentBytes;
        var took = TimeSpan.Zero;
        var peak = await runtime.Processes.PeakWhileAsync(Task.Run(async () => took = await Timing.OnceAsync(() => RunOneAsync(client, "parent", Chunks, cancellationToken)), cancellationToken));
        yield return new Row("fan-out over 10,000 chunks", Chunks / took.TotalSeconds, "chunks/s", Note: $"children of {ChunksPerGroup}, one activity per chunk, {took.TotalSeconds:0.0} s");
        yield return new Row("  memory of the runtime, highest", peak / 1e6, "MB", HigherIsBetter: false, Note: $"{before / 1e6:0} MB before");
        await app.StopAsync(cancellationToken);
    }

    private static void Register(WorkflowRuntimeOptions options)
    {
        options.RegisterActivity<int, int>("add", (_, number) => Task.FromResult(number + 1));
        options.RegisterWorkflow<int, int>("five", async (context, number) =>
        {
            for (var step = 0; step < 5; step++)
            {
                number = await context.CallActivityAsync<int>("add", number);
            }

            return number;
        });
        options.RegisterWorkflow<int, int>("group", async (context, size) =>
        {
            var done = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => context.CallActivityAsync<int>("add", 0)));
            return done.Sum();
        });
        options.RegisterWorkflow<int, int>("parent", async (context, chunks) =>
        {
            var sizes = Enumerable.Range(0, (chunks + ChunksPerGroup - 1) / ChunksPerGroup).Select(group => Math.Min(ChunksPerGroup, chunks - group * ChunksPerGroup));
            var groups = await Task.WhenAll(sizes.Select(size => context.CallChildWorkflowAsync<int>("group", size)));
            return groups.Sum();
        });
    }

    private static async Task<(double Rate, List<TimeSpan> Latencies)> LoadAsync(IDaprWorkflowClient client, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>();
        var startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(startedAt) < LoadTime)
            {
                var took = await Timing.OnceAsync(() => RunOneAsync(client, "five", 0, cancellationToken));
                lock (latencies)
                {
                    latencies.Add(took);
                }
            }
        }));
        return (latencies.Count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds, latencies);
    }

    private static async Task RunOneAsync(IDaprWorkflowClient client, string workflow, int input, CancellationToken cancellationToken)
    {
        var id = await client.ScheduleNewWorkflowAsync(workflow, null, input);
        var state = await client.WaitForWorkflowCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        var expected = workflow == "five" ? 5 : input;
        if (state.ReadOutputAs<int>() != expected)
        {
            throw new InvalidOperationException($"Workflow {workflow} gave {state.ReadOutputAs<int>()}, not {expected} ({state.RuntimeStatus}).");
        }
    }
}
