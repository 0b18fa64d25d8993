using Dapr.Workflow;
using DaprProcessing.TestKit;

namespace DaprProcessing.Workflow.Tests.Sdk;

/// <summary>Apps and engines that go away while instances are under way.</summary>
public sealed class WorkflowRestartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static void Code(WorkflowRuntimeOptions options)
    {
        options.RegisterActivity<string, string>("First", (_, s) => Task.FromResult(s + "1"));
        options.RegisterActivity<string, string>("Second", (_, s) => Task.FromResult(s + "2"));
        options.RegisterWorkflow<string, string>("W", async (context, s) =>
        {
            s = await context.CallActivityAsync<string>("First", s);
            s = await context.CallActivityAsync<string>("Second", s);
            context.SetCustomStatus("waiting");
            return s + await context.WaitForExternalEventAsync<string>("Go");
        });
    }

    [Fact]
    public async Task AppRestarts_InstanceGoesOn()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, Code);
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "s");
        await app.UntilStatusAsync(id, "waiting");

        await app.StopAppAsync();
        await app.StartAppAsync(Code);
        await app.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("s12!", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task EngineRestarts_WorkerComesBackAndTheInstanceGoesOn()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, Code);
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "s");
        await app.UntilStatusAsync(id, "waiting");

        await app.RestartEngineAsync();
        await app.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("s12!", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
