using System.Diagnostics;
using Dapr.Workflow;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Workflow.Tests.Sdk;

/// <summary>An app with workflows on the real engine; engine and app can be stopped and started apart.</summary>
internal sealed class WorkflowApp : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly string _databasePath;
    private WorkflowEngineServer _engine;
    private IHost? _host;

    private WorkflowApp(WorkflowEngineServer engine, string databasePath) => (_engine, _databasePath) = (engine, databasePath);

    public DaprWorkflowClient Client => _host!.Services.GetRequiredService<DaprWorkflowClient>();

    public static async Task<WorkflowApp> StartAsync(TempFolder folder, Action<WorkflowRuntimeOptions> configure)
    {
        var databasePath = Path.Combine(folder.Path, "workflows.db");
        var app = new WorkflowApp(await WorkflowEngineServer.StartAsync(
            new WorkflowEngineOptions { DatabasePath = databasePath }), databasePath);
        await app.StartAppAsync(configure);
        return app;
    }

    public async Task StartAppAsync(Action<WorkflowRuntimeOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["DAPR_GRPC_ENDPOINT"] = _engine.Grpc.ToString();
        builder.Services.AddDaprWorkflow(configure);
        builder.Services.AddWorkflowChannel();
        _host = builder.Build();
        await _host.StartAsync();
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 1, Timeout, "the worker connects");
    }

    public async Task StopAppAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        _host = null;
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 0, Timeout, "the engine sees the worker go");
    }

    /// <summary>The engine goes and comes back at the same address with the same database, under the running app.</summary>
    /// <returns>How long the worker took to find it again.</returns>
    public async Task<TimeSpan> RestartEngineAsync()
    {
        var port = _engine.Grpc.Port;
        await _engine.DisposeAsync();
        _engine = await WorkflowEngineServer.StartAsync(new WorkflowEngineOptions { DatabasePath = _databasePath }, port);
        var listeningAt = Stopwatch.GetTimestamp();
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 1, Timeout, "the worker connects again");
        return Stopwatch.GetElapsedTime(listeningAt);
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<WorkflowState> RunAsync(string name, object? input = null) =>
        await EndOfAsync(await Client.ScheduleNewWorkflowAsync(name, null, input));

    public async Task<WorkflowState> EndOfAsync(string instanceId) =>
        await Client.WaitForWorkflowCompletionAsync(instanceId).WaitAsync(Timeout);

    /// <summary>Waits until the instance's code says it has come this far.</summary>
    public Task UntilStatusAsync(string instanceId, string status) => Eventually.Async(
        async () => (await Client.GetWorkflowStateAsync(instanceId)).ReadCustomStatusAs<string>() == status, Timeout,
        $"{instanceId} reaches '{status}'");

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopAppAsync();
        }

        await _engine.DisposeAsync();
    }
}
