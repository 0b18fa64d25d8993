using Dapr.Workflow;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Workflow.Tests.Sdk;

/// <summary>An app with workflows on the real engine; engine and app can be stopped and started apart.</summary>
internal sealed class WorkflowApp : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _databasePath;
    private WorkflowEngineServer _engine;
    private IHost? _host;

    private WorkflowApp(WorkflowEngineServer engine, string databasePath) => (_engine, _databasePath) = (engine, databasePath);

    public DaprWorkflowClient Client => _host!.Services.GetRequiredService<DaprWorkflowClient>();

    public static async Task<WorkflowApp> StartAsync(TempFolder folder, Action<WorkflowRuntimeOptions> configure)
    {
        var databasePath = Path.Combine(folder.Path, "workflows.db");
        var app = new WorkflowApp(await WorkflowEngineServer.StartAsync(new WorkflowEngineOptions { DatabasePath = databasePath }), databasePath);
        await app.StartAppAsync(configure);
        return app;
    }

    public async Task StartAppAsync(Action<WorkflowRuntimeOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["DAPR_GRPC_ENDPOINT"] = _engine.Grpc.ToString();
        builder.Services.AddDaprWorkflow(configure);
        _host = builder.Build();
        await _host.StartAsync();
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 1, Patience, "the worker connects");
    }

    public async Task StopAppAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        _host = null;
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 0, Patience, "the engine sees the worker go");
    }

    /// <summary>The engine goes and comes back at the same address with the same database, under the running app.</summary>
    public async Task RestartEngineAsync()
    {
        var port = _engine.Grpc.Port;
        await _engine.DisposeAsync();
        _engine = await WorkflowEngineServer.StartAsync(new WorkflowEngineOptions { DatabasePath = _databasePath }, port);
        await Eventually.Async(() => _engine.Engine.ConnectedWorkers("app") == 1, Patience, "the worker connects again");
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<WorkflowState> RunAsync(string name, object? input = null) => await EndOfAsync(await Client.ScheduleNewWorkflowAsync(name, null, input));

    public async Task<WorkflowState> EndOfAsync(string instanceId) =>
        await Client.WaitForWorkflowCompletionAsync(instanceId).WaitAsync(Patience);

    /// <summary>Waits until the instance's code says it has come this far.</summary>
    public Task UntilStatusAsync(string instanceId, string status) => Eventually.Async(
        async () => (await Client.GetWorkflowStateAsync(instanceId)).ReadCustomStatusAs<string>() == status, Patience, $"{instanceId} reaches '{status}'");

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await StopAppAsync();
        await _engine.DisposeAsync();
    }
}
