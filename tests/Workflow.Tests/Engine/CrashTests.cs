using System.Collections.Concurrent;
using Dapr.DurableTask.Protobuf;
using DaprProcessing.TestKit;
using Grpc.Core;
using Xunit.Abstractions;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>
/// Random programs on an engine that is killed (SIGKILL) again and again at random points between and inside commits: every
/// one ends with the result it would have had anyway. Set WORKFLOW_SEED to run one seed again.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Programs = 6;
    private const int Crashes = 6;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private static readonly string[] Points =
    [
        "engine.turn-before-commit", "engine.turn-after-commit", "engine.activity-completed-before-commit",
        "engine.activity-completed-after-commit", "engine.timer-fired",
    ];

    [Fact]
    public async Task Kill_AtRandomCommitPoints_ResultsAndHistoriesAreAsWithout()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WORKFLOW_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"WORKFLOW_SEED={seed}");
        var random = new Random(seed);
        var programs = Enumerable.Range(0, Programs).ToDictionary(i => "p" + i, i => RandomSteps(random, depth: 2, $"p{i}."));
        var effects = new ConcurrentDictionary<string, int>();
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var hub = new HubClient(address);
        await using var worker = new ScriptedWorker(address, StepProgram.Turn, request =>
        {
            effects.AddOrUpdate(request.Input, 1, (_, count) => count + 1);
            return ScriptedWorker.Echo(request);
        });

        using (var first = EngineProcess.Start(folder.File("workflows.db"), port, crashAt: null))
        {
            await StartAllAsync(hub, programs, first);
        }

        for (var crash = 0; crash < Crashes; crash++)
        {
            var crashAt = $"{Points[random.Next(Points.Length)]}:{random.Next(1, 12)}";
            output.WriteLine(crashAt);
            using var process = EngineProcess.Start(folder.File("workflows.db"), port, crashAt);

            // The programs may be over before the point is reached often enough; the kill is the test's then.
            await UntilDeadOrDoneAsync(hub, programs.Keys, process);
        }

        using var last = EngineProcess.Start(folder.File("workflows.db"), port, crashAt: null);
        await UntilDeadOrDoneAsync(hub, programs.Keys, last);

        foreach (var (id, steps) in programs)
        {
            var state = await hub.GetAsync(id);
            Assert.Equal(OrchestrationStatus.Completed, state!.WorkflowStatus);
            Assert.Equal(StepProgram.Expected(steps), state.Output);
            Assert.All(Activities(steps), input => Assert.True(effects.GetValueOrDefault(input) >= 1, input));
            AssertConsistent(await hub.HistoryAsync(id));
        }
    }

    [Fact]
    public async Task Kill_ManyWorkflowsWaiting_AllGoOnAndNoneIsForgotten()
    {
        var ids = Enumerable.Range(0, 200).Select(number => $"w{number}").ToList();
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var hub = new HubClient(address);
        await using var worker = new ScriptedWorker(address, StepProgram.Turn);
        using (var first = EngineProcess.Start(folder.File("workflows.db"), port, crashAt: null))
        {
            var programs = ids.ToDictionary(id => id,
                _ => (Step[])[new Step("activity", "a"), new Step("timer", Number: 1000), new Step("event", "go")]);
            await RetryAsync(() => hub.StartAsync(StepProgram.Name, StepProgram.Encode(new Step("timer")), "up"), first);
            await Task.WhenAll(programs.Select(
                program => hub.StartAsync(StepProgram.Name, StepProgram.Encode(program.Value), program.Key)));
        }

        using var second = EngineProcess.Start(folder.File("workflows.db"), port, crashAt: null);
        await RetryAsync(() => hub.StatusAsync("up"), second);
        await Task.WhenAll(ids.Select(id => hub.RaiseAsync(id, "go", "go")));
        var ended = await Task.WhenAll(ids.Select(hub.WaitAsync));

        Assert.All(ended, state => Assert.Equal((OrchestrationStatus.Completed, "a,t,go"), (state.WorkflowStatus, state.Output)));
    }

    private static async Task StartAllAsync(HubClient hub, Dictionary<string, Step[]> programs, EngineProcess process)
    {
        foreach (var (id, steps) in programs)
        {
            await RetryAsync(async () =>
            {
                await hub.StartAsync(StepProgram.Name, StepProgram.Encode(steps), id);
                foreach (var step in steps.Where(s => s.Kind == "event"))
                {
                    await hub.RaiseAsync(id, step.Text, step.Text);
                }
            }, process);
        }
    }

    private static async Task RetryAsync(Func<Task> call, EngineProcess process) => await Eventually.Async(async () =>
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception e) when (e is RpcException { StatusCode: StatusCode.Unavailable } or HttpRequestException or IOException)
        {
            Assert.False(process.HasExited, "the engine fell before the programs were started");
            return false;
        }
    }, Timeout, "the engine accepts the programs");

    private static async Task UntilDeadOrDoneAsync(HubClient hub, IEnumerable<string> ids, EngineProcess process) =>
        await Eventually.Async(async () =>
        {
            if (process.HasExited)
            {
                return true;
            }

            try
            {
                foreach (var id in ids)
                {
                    if (await hub.StatusAsync(id) != OrchestrationStatus.Completed)
                    {
                        return false;
                    }
                }

                return true;
            }
            catch (Exception e) when (e is RpcException or HttpRequestException or IOException)
            {
                return false; // down, or not up yet
            }
        }, Timeout, "the engine dies or every program ends");

    private static void AssertConsistent(IReadOnlyList<HistoryEvent> history)
    {
        Assert.Single(history, e => e.EventTypeCase == EventCase.ExecutionStarted);
        Assert.Equal(EventCase.ExecutionCompleted, history[^1].EventTypeCase);
        var asked = history
            .Where(e => e.EventTypeCase
                is EventCase.TaskScheduled or EventCase.TimerCreated or EventCase.ChildWorkflowInstanceCreated)
            .Select(e => e.EventId).ToList();
        var answered = history.Select(e => e.EventTypeCase switch
        {
            EventCase.TaskCompleted => e.TaskCompleted.TaskScheduledId,
            EventCase.TimerFired => e.TimerFired.TimerId,
            EventCase.ChildWorkflowInstanceCompleted => e.ChildWorkflowInstanceCompleted.TaskScheduledId,
            _ => -1,
        }).Where(id => id >= 0).ToList();
        Assert.Equal(asked, asked.Distinct());
        Assert.Equal(asked.Order(), answered.Order());
    }

    private static Step[] RandomSteps(Random random, int depth, string prefix) =>
        [.. Enumerable.Range(0, random.Next(2, 5)).Select(i => RandomStep(random, depth, $"{prefix}{i}"))];

    private static Step RandomStep(Random random, int depth, string name) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => new Step("timer", Number: random.Next(1, 100)),
        1 => new Step("fanout", name + ".", random.Next(2, 8)),
        2 or 3 => new Step("activity", name),

        // Events are raised for the outermost programs only.
        4 when depth == 2 => new Step("event", name),
        _ => new Step("child", Child: RandomSteps(random, depth > 0 ? depth - 1 : 0, name + ".")),
    };

    private static IEnumerable<string> Activities(IEnumerable<Step> steps) => steps.SelectMany(step => step.Kind switch
    {
        "activity" => [step.Text],
        "fanout" => Enumerable.Range(0, step.Number).Select(i => step.Text + i),
        "child" => Activities(step.Child!),
        _ => (IEnumerable<string>)[],
    });
}
