using Dapr.DurableTask.Protobuf;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.TestKit;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>An engine of its own for every test, and a client to it.</summary>
public abstract class EngineTests : IAsyncLifetime
{
    private protected static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();

    private protected WorkflowEngineServer Server { get; private set; } = null!;
    private protected HubClient Hub { get; private set; } = null!;

    public async Task InitializeAsync() => await OpenAsync(Options());

    public async Task DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private protected virtual WorkflowEngineOptions Options() => new() { DatabasePath = DatabasePath };

    private protected string DatabasePath => _folder.File("workflows.db");

    private protected async Task ReopenAsync(WorkflowEngineOptions? options = null)
    {
        await CloseAsync();
        await OpenAsync(options ?? Options());
    }

    private protected ScriptedWorker Worker(
        Func<WorkflowRequest, WorkflowResponse?>? turn = null, Func<ActivityRequest, Task<ActivityResponse?>>? activity = null,
        string appId = "app", bool echoToken = true, bool keepsHistories = true, bool oneAtATime = false) =>
        new(Server.Grpc, turn ?? StepProgram.Turn, activity, appId, echoToken, keepsHistories, oneAtATime);

    private protected Task<string> StartStepsAsync(params Step[] steps) =>
        Hub.StartAsync(StepProgram.Name, StepProgram.Encode(steps));

    private protected Task UntilStatusAsync(string id, OrchestrationStatus status) =>
        Eventually.Async(async () => await Hub.StatusAsync(id) == status, Soon, $"{id} is {status}");

    private protected async Task UntilHistoryAsync(string id, Func<HistoryEvent, bool> has) => await Eventually.Async(
        async () => (await Hub.HistoryAsync(id)).Any(has), Soon, $"{id} has the event in its history");

    private async Task OpenAsync(WorkflowEngineOptions options)
    {
        Server = await WorkflowEngineServer.StartAsync(options);
        Hub = new HubClient(Server.Grpc);
    }

    private async Task CloseAsync()
    {
        Hub.Dispose();
        await Server.DisposeAsync();
    }
}
