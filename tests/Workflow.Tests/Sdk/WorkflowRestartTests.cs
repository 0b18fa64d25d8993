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

        var found = new List<TimeSpan>();
        for (var restart = 0; restart < 3; restart++)
        {
            found.Add(await app.RestartEngineAsync());
        }

        await app.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("s12!", (await app.EndOfAsync(id)).ReadOutputAs<string>());

        // The worker by itself waits 5 s each time; a busy machine may take its time once, not three times.
        Assert.InRange(found.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(found.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task EngineRestarts_WithAnActivityUnderWay_ItsAnswerArrives()
    {
        var runs = 0;
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await WorkflowApp.StartAsync(_folder, options =>
        {
            options.RegisterActivity<string, string>("Slow", async (_, s) =>
            {
                if (Interlocked.Increment(ref runs) > 1)
                {
                    return "again";
                }

                await finish.Task;
                return s;
            });
            options.RegisterWorkflow<string, string>("W", (context, s) => context.CallActivityAsync<string>("Slow", s));
        });
        var id = await app.Client.ScheduleNewWorkflowAsync("W", null, "first");
        await Eventually.Async(() => runs == 1, WorkflowApp.Timeout, "the activity runs");

        await app.RestartEngineAsync();
        finish.SetResult();

        // The engine gives the activity out again when it comes back: which answer is first is open, that one counts is not.
        Assert.Contains((await app.EndOfAsync(id)).ReadOutputAs<string>(), (string[])["first", "again"]);
    }

    [Fact]
    public async Task WorkerKeepsTheHistoryOfOneInstanceOnly_OthersAreAskedFor()
    {
        await using var app = await WorkflowApp.StartAsync(_folder, options =>
        {
            options.HistoryCacheMaxInstances = 1;
            Code(options);
        });
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await app.Client.ScheduleNewWorkflowAsync("W", null, $"{i}"));
        }

        foreach (var id in ids)
        {
            await app.UntilStatusAsync(id, "waiting");
            await app.Client.RaiseEventAsync(id, "Go", "!");
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal($"{i}12!", (await app.EndOfAsync(ids[i])).ReadOutputAs<string>());
        }
    }
}
