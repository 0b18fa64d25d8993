using Dapr.Workflow;
using DaprProcessing.TestKit.Platforms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Bench.Platform;

/// <summary>A build's runtime, and a worker of this process on it.</summary>
internal sealed class WorkflowSide : IAsyncDisposable
{
    public const string Five = "five";
    public const string Ten = "ten";
    public const string Parent = "parent";
    public const int ChunksPerGroup = 32;

    private readonly RuntimeProcess _runtime;
    private readonly IHost _worker;
    private readonly DaprWorkflowClient _client;

    private WorkflowSide(RuntimeProcess runtime)
    {
        _runtime = runtime;
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DAPR_HTTP_ENDPOINT"] = runtime.HttpEndpoint.ToString(),
            ["DAPR_GRPC_ENDPOINT"] = runtime.GrpcEndpoint.ToString(),
        });
        builder.Services.AddDaprWorkflow(Register);
        _worker = builder.Build();
        _client = _worker.Services.GetRequiredService<DaprWorkflowClient>();
    }

    public int ProcessId => _runtime.ProcessId;

    public static async Task<WorkflowSide> StartAsync(string programFolder, CancellationToken cancellationToken)
    {
        var side = new WorkflowSide(await RuntimeProcess.StartAsync(programFolder: programFolder));
        await side._worker.StartAsync(cancellationToken);
        await side.RunAsync(Five, 0, cancellationToken);
        return side;
    }

    /// <summary>Runs one to its end, and insists on what it gives.</summary>
    public async Task RunAsync(string workflow, int input, CancellationToken cancellationToken)
    {
        var id = await _client.ScheduleNewWorkflowAsync(workflow, null, input);
        var state = await _client.WaitForWorkflowCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        var expected = workflow switch { Five => 5, Ten => 10, _ => input };
        if (state.ReadOutputAs<int>() != expected)
        {
            throw new InvalidOperationException(
                $"Workflow {workflow} gave {state.ReadOutputAs<int>()}, not {expected} ({state.RuntimeStatus}).");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync();
        _worker.Dispose();
        await _runtime.DisposeAsync();
    }

    private static void Register(WorkflowRuntimeOptions options)
    {
        options.RegisterActivity<int, int>("add", (_, number) => Task.FromResult(number + 1));
        options.RegisterWorkflow<int, int>(Five, (context, number) => AddAsync(context, number, 5));
        options.RegisterWorkflow<int, int>(Ten, (context, number) => AddAsync(context, number, 10));
        options.RegisterWorkflow<int, int>("group", async (context, size) =>
        {
            var done = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => context.CallActivityAsync<int>("add", 0)));
            return done.Sum();
        });
        options.RegisterWorkflow<int, int>(Parent, async (context, chunks) =>
        {
            var sizes = Enumerable.Range(0, (chunks + ChunksPerGroup - 1) / ChunksPerGroup)
                .Select(group => Math.Min(ChunksPerGroup, chunks - group * ChunksPerGroup));
            var groups = await Task.WhenAll(sizes.Select(size => context.CallChildWorkflowAsync<int>("group", size)));
            return groups.Sum();
        });
    }

    private static async Task<int> AddAsync(WorkflowContext context, int number, int times)
    {
        for (var step = 0; step < times; step++)
        {
            number = await context.CallActivityAsync<int>("add", number);
        }

        return number;
    }
}
