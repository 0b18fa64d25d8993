using Dapr.Workflow;
using DaprProcessing.TestKit;

namespace DaprProcessing.Workflow.Tests.Sdk.EndToEnd;

/// <summary>Apps and engines that go away while instances are under way.</summary>
public sealed class WorkflowRestartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Action<WorkflowRuntimeOptions> Code(string secondActivity) => options =>
    {
        options.RegisterActivity<string, string>("First", (_, s) => Task.FromResult(s + "1"));
        options.RegisterActivity<string, string>(secondActivity, (_, s) => Task.FromResult(s + "2"));
        options.RegisterWorkflow<string, string>("W", async (context, s) =>
        {
            s = await context.CallActivityAsync<string>("First", s);
            s = await context.CallActivityAsync<string>(secondActivity, s);
            context.SetCustomStatus("waiting");
            return s + await context.WaitForExternalEventAsync<string>("Go");
        });
    };

    [Fact]
    public async Task AppRestarts_InstanceGoesOn()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, Code("Second"));
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "s");
        await app.UntilStatusAsync(id, "waiting");

        await app.StopAppAsync();
        await app.StartAppAsync(Code("Second"));
        await app.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("s12!", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task EngineRestarts_WorkerComesBackAndTheInstanceGoesOn()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, Code("Second"));
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "s");
        await app.UntilStatusAsync(id, "waiting");

        await app.RestartEngineAsync();
        await app.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("s12!", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CodeChangedUnderAnInstance_FailsNamingTheMismatch()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, Code("Second"));
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "s");
        await app.UntilStatusAsync(id, "waiting");

        await app.StopAppAsync();
        await app.StartAppAsync(Code("Renamed"));
        await app.Client.RaiseEventAsync(id, "Go", "!");

        var failure = (await app.EndOfAsync(id)).FailureDetails!;
        Assert.Contains("activity 'Second' at position 1, where the code calls activity 'Renamed'", failure.ErrorMessage, StringComparison.Ordinal);
    }
}
