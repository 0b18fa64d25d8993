using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow;
using DaprProcessing.TestKit;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Workflow.Tests.Sdk.Worker;

public sealed class WorkflowWorkerTests
{
    private static WorkItem FirstTurn(string name, string input = "", string token = "") => new()
    {
        CompletionToken = token,
        WorkflowRequest = new()
        {
            InstanceId = "i",
            NewEvents = { new HistoryEvent { WorkflowStarted = new() }, new HistoryEvent { ExecutionStarted = new() { Name = name, Input = input } } },
        },
    };

    [Fact]
    public async Task Worker_WorkflowTurn_IsAnsweredWithItsToken()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterWorkflow<int, int>("Double", (_, n) => Task.FromResult(2 * n)));

        hub.Send(FirstTurn("Double", "21", token: "t-1"));

        var answer = await hub.NextTurnAsync();
        Assert.Equal("t-1", answer.CompletionToken);
        Assert.Equal("42", answer.Actions[0].CompleteWorkflow.Result);
    }

    [Fact]
    public async Task Worker_Activity_RunsWithServicesAndAnswersWithTaskIdAndToken()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<Greet>(), services => services.AddScoped<Greeting>());

        hub.SendActivity("greet", "\"Ada\"", taskId: 7, token: "t-2", executionId: "e-1");

        var answer = await hub.NextActivityAsync();
        Assert.Equal(("i", 7, "t-2"), (answer.InstanceId, answer.TaskId, answer.CompletionToken));
        Assert.Equal("\"Hello Ada of i by e-1\"", answer.Result);
        Assert.Null(answer.FailureDetails);
    }

    [Fact]
    public async Task Worker_ActivityThrows_ReportsTheFailure()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<string?, string>("Break", (_, _) => throw new IOException("disk full")));

        hub.SendActivity("Break");

        var answer = await hub.NextActivityAsync();
        Assert.Null(answer.Result);
        Assert.Equal(("System.IO.IOException", "disk full", false), (answer.FailureDetails.ErrorType, answer.FailureDetails.ErrorMessage, answer.FailureDetails.IsNonRetriable));
    }

    [Fact]
    public async Task Worker_UnknownActivityOrBadInput_ReportsTheFailure()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));

        hub.SendActivity("Missing");
        Assert.Equal("ActivityNotFoundException", (await hub.NextActivityAsync()).FailureDetails.ErrorType);

        hub.SendActivity("Double", "{not json");
        Assert.Equal("System.Text.Json.JsonException", (await hub.NextActivityAsync()).FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Worker_StreamBreaks_ComesBack()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));
        await Eventually.Async(() => hub.OpenStreams == 1, ScriptedHub.Patience, "the worker connects");

        await hub.BreakStreamsAsync();
        await Eventually.Async(() => hub.StreamsSeen == 2, ScriptedHub.Patience, "the worker connects again");

        hub.SendActivity("Double", "4");
        Assert.Equal("8", (await hub.NextActivityAsync()).Result);
    }

    [Fact]
    public async Task Worker_SidecarStartsLater_Connects()
    {
        var port = FreePort.Next();
        await using (var placeholder = await ScriptedHub.StartAsync(port))
        {
            Assert.Equal(port, placeholder.Address.Port);
        }

        // Nothing listens now.
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["DAPR_GRPC_PORT"] = port.ToString();
        builder.Services.AddDaprWorkflow(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));
        using var host = builder.Build();
        await host.StartAsync();

        await using var hub = await ScriptedHub.StartAsync(port);
        hub.SendActivity("Double", "4");
        Assert.Equal("8", (await hub.NextActivityAsync()).Result);
    }

    [Fact]
    public async Task Worker_AnswerNotDelivered_IsNotAnsweredAgain()
    {
        await using var hub = await ScriptedHub.StartAsync();
        var refusals = 0;
        hub.OnComplete = answer =>
        {
            if (answer is ActivityResponse { TaskId: 1 })
            {
                Interlocked.Increment(ref refusals);
                throw new RpcException(new Status(StatusCode.Internal, "lost"));
            }
        };
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));

        hub.SendActivity("Double", "1", taskId: 1);
        await Eventually.Async(() => refusals == 1, ScriptedHub.Patience, "the first answer is refused");
        hub.SendActivity("Double", "2", taskId: 2);

        Assert.Equal(2, (await hub.NextActivityAsync()).TaskId);
        Assert.Equal(1, refusals);
        Assert.False(hub.HasMoreActivityAnswers);
    }

    [Fact]
    public async Task Worker_ResultTooLargeForTheSidecar_FailsTheActivityInsteadOfHanging()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, string>("Fill", (_, n) => Task.FromResult(new string('x', n))));

        hub.SendActivity("Fill", (5 * 1024 * 1024).ToString(), token: "t-3");

        var answer = await hub.NextActivityAsync();
        Assert.Equal(("ResultTooLarge", "t-3"), (answer.FailureDetails.ErrorType, answer.CompletionToken));
    }

    [Fact]
    public async Task Worker_MoreItemsThanSlots_RunsNoMoreAtATime()
    {
        await using var hub = await ScriptedHub.StartAsync();
        var running = 0;
        var most = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Wait", async (_, n) =>
        {
            var now = Interlocked.Increment(ref running);
            lock (gate)
                most = Math.Max(most, now);
            await gate.Task;
            Interlocked.Decrement(ref running);
            return n;
        }));

        for (var i = 0; i < 150; i++)
            hub.SendActivity("Wait", "0", taskId: i);
        await Eventually.Async(() => running == 100, ScriptedHub.Patience, "every slot is taken");
        gate.SetResult();

        var ids = new HashSet<int>();
        for (var i = 0; i < 150; i++)
            ids.Add((await hub.NextActivityAsync()).TaskId);
        Assert.Equal((150, 100), (ids.Count, most));
    }

    [Fact]
    public async Task Worker_Stops_FinishesWhatIsUnderWay()
    {
        await using var hub = await ScriptedHub.StartAsync();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Wait", async (_, n) =>
        {
            started.SetResult();
            await gate.Task;
            return n;
        }));
        hub.SendActivity("Wait", "5");
        await started.Task.WaitAsync(ScriptedHub.Patience);

        var stop = host.StopAsync();
        await Eventually.Async(() => hub.OpenStreams == 0, ScriptedHub.Patience, "the worker takes no more work");
        Assert.False(stop.IsCompleted);
        gate.SetResult();

        await stop.WaitAsync(ScriptedHub.Patience);
        Assert.Equal("5", (await hub.NextActivityAsync()).Result);
    }

    [Fact]
    public async Task Worker_NothingRegistered_StaysOut()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var idle = await hub.StartWorkerAsync(_ => { });
        using var busy = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));

        hub.SendActivity("Double", "4");

        Assert.Equal("8", (await hub.NextActivityAsync()).Result);
        Assert.Equal(1, hub.StreamsSeen);
    }

    [Fact]
    public async Task Workers_OfTwoSidecarsInOneProcess_KeepApart()
    {
        await using var left = await ScriptedHub.StartAsync();
        await using var right = await ScriptedHub.StartAsync();
        using var leftHost = await left.StartWorkerAsync(o => o.RegisterActivity<int, string>("Who", (_, _) => Task.FromResult("left")));
        using var rightHost = await right.StartWorkerAsync(o => o.RegisterActivity<int, string>("Who", (_, _) => Task.FromResult("right")));

        left.SendActivity("Who");
        right.SendActivity("Who");

        Assert.Equal("\"left\"", (await left.NextActivityAsync()).Result);
        Assert.Equal("\"right\"", (await right.NextActivityAsync()).Result);
    }

    [Fact]
    public async Task Worker_SendsTokenAndUserAgent()
    {
        await using var hub = await ScriptedHub.StartAsync();
        using var host = await hub.StartWorkerAsync(o => o.RegisterActivity<int, int>("Double", (_, n) => Task.FromResult(2 * n)));
        await Eventually.Async(() => hub.OpenStreams == 1, ScriptedHub.Patience, "the worker connects");

        Assert.Equal("secret", hub.LastHeaders!["dapr-api-token"]);
        Assert.StartsWith("dapr-sdk-dotnet/v", hub.LastHeaders.UserAgent.ToString(), StringComparison.Ordinal);
    }

    private sealed class Greeting
    {
        public string Word { get; } = "Hello";
    }

    private sealed class Greet(Greeting greeting) : WorkflowActivity<string, string>
    {
        public override Task<string> RunAsync(WorkflowActivityContext context, string input) =>
            Task.FromResult($"{greeting.Word} {input} of {context.InstanceId} by {context.TaskExecutionKey}");
    }
}
