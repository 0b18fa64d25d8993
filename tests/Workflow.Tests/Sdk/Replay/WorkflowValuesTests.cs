using Dapr.Workflow;
using Dapr.Workflow.Replay;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

public sealed class WorkflowValuesTests
{
    [Fact]
    public void NewGuid_Replayed_GivesTheSameDistinctIds()
    {
        static Task<Guid[]> Code(WorkflowContext context, string? input) => Task.FromResult(new[] { context.NewGuid(), context.NewGuid() });

        var first = History.Of().Run<string?, Guid[]>(Code).Result();

        Assert.Equal(first, History.Of().Run<string?, Guid[]>(Code).Result());
        Assert.NotEqual(first[2..38], first[41..77]);
    }

    [Fact]
    public void NameBasedGuid_KnownName_IsTheStandardsVersion5()
    {
        // The example of RFC 9562, appendix A.4: "www.example.com" in the DNS namespace.
        var dns = new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameBasedGuid.Create(dns, "www.example.com"));
    }

    [Fact]
    public void NameBasedGuid_LongName_IsTakenWhole() => Assert.NotEqual(
        NameBasedGuid.Create(Guid.Empty, new string('é', 5000) + "a"), NameBasedGuid.Create(Guid.Empty, new string('é', 5000) + "b"));

    [Fact]
    public void CurrentUtcDateTime_FollowsTheTurns()
    {
        var response = History.Of().Turn(TimeSpan.FromHours(1)).Raised("Go").Run<string?, string>(async (context, _) =>
        {
            var before = context.CurrentUtcDateTime;
            await context.WaitForExternalEventAsync<string>("Go");
            return $"{before:HH:mm:ss} {context.CurrentUtcDateTime:HH:mm:ss}";
        });

        Assert.Equal("\"12:00:01 13:00:01\"", response.Result());
    }

    [Fact]
    public void IsReplaying_TrueOnlyOverThePast()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            var before = context.IsReplaying;
            await context.CallActivityAsync("First");
            return $"{before} {context.IsReplaying}";
        }

        Assert.Equal("\"True False\"", History.Of().Scheduled(0, "First").Turn().Completed(0, "").Run<string?, string>(Code).Result());
    }

    [Fact]
    public void ReplaySafeLogger_WritesEachLineOnce()
    {
        using var log = new CountingLoggers();
        async Task<string> Code(WorkflowContext context, string? input)
        {
            var logger = context.CreateReplaySafeLogger<WorkflowValuesTests>();
            logger.LogInformation("before");
            await context.CallActivityAsync("First");
            logger.LogInformation("after");
            return "";
        }

        History.Of().Run<string?, string>(Code, log);
        History.Of().Scheduled(0, "First").Turn().Completed(0, "").Run<string?, string>(Code, log);

        Assert.Equal(["before", "after"], log.Lines);
    }

    [Fact]
    public void SetCustomStatus_LastOneWins_NullClears()
    {
        static async Task<string> Code(WorkflowContext context, int input)
        {
            context.SetCustomStatus(new { Step = 1 });
            if (input == 0)
                context.SetCustomStatus(null);
            return await context.CallActivityAsync<string>("A");
        }

        Assert.Equal("{\"step\":1}", History.Of("1").Run<int, string>(Code).CustomStatus);
        Assert.Null(History.Of("0").Run<int, string>(Code).CustomStatus);
    }

    [Fact]
    public void IsPatched_NewInstance_TakesThePatchAndRecordsIt()
    {
        var response = History.Of().Run<string?, bool>((context, _) => Task.FromResult(context.IsPatched("p1") && context.IsPatched("p1")));

        Assert.Equal("true", response.Result());
        Assert.Equal(["p1"], response.Version.Patches);
    }

    [Fact]
    public void IsPatched_ReplayedFromBeforeTheChange_StaysFalse()
    {
        static async Task<bool> Code(WorkflowContext context, string? input)
        {
            var patched = context.IsPatched("p1");
            await context.CallActivityAsync("First");
            return patched;
        }

        var response = History.Of().Scheduled(0, "First").Turn().Completed(0, "").Run<string?, bool>(Code);

        Assert.Equal("false", response.Result());
        Assert.Null(response.Version);
    }

    [Fact]
    public void IsPatched_LoopAcrossTheChange_IsFalseBeforeAndTrueAfter()
    {
        static async Task<string> Code(WorkflowContext context, string? input)
        {
            var seen = "";
            for (var i = 0; i < 3; i++)
            {
                seen += context.IsPatched("p1") ? "new " : "old ";
                await context.WaitForExternalEventAsync<string>("Go");
            }

            return seen;
        }

        // The change arrived between the first turn and the second, which recorded it.
        var second = History.Of().Turn().Raised("Go").Run<string?, string>(Code);
        Assert.Equal(["p1"], second.Version.Patches);

        var last = History.Of().Turn(null, "p1").Raised("Go").Turn().Raised("Go").Turn().Raised("Go").Run<string?, string>(Code);
        Assert.Equal("\"old new new \"", last.Result());
    }

    [Fact]
    public void GetPropagatedHistory_ReadsTheAncestorsCalls()
    {
        var ancestor = new Dapr.DurableTask.Protobuf.PropagatedHistoryChunk { AppId = "app", InstanceId = "parent", WorkflowName = "P" };
        Dapr.DurableTask.Protobuf.HistoryEvent[] events =
        [
            new() { EventId = 0, TaskScheduled = new() { Name = "A", Input = "1" } },
            new() { EventId = 1, TaskScheduled = new() { Name = "B" } },
            new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = 0, Result = "2" } },
            new() { EventId = 2, ChildWorkflowInstanceCreated = new() { Name = "C" } },
            new() { EventId = -1, ChildWorkflowInstanceFailed = new() { TaskScheduledId = 2, FailureDetails = new() { ErrorType = "E", ErrorMessage = "m" } } },
        ];
        ancestor.RawEvents.AddRange(events.Select(Google.Protobuf.MessageExtensions.ToByteString));

        var entry = Assert.Single(PropagatedHistoryReader.Read(new() { Chunks = { ancestor } })!.GetEventsByWorkflowName("P"));

        Assert.True(entry.TryGetLastActivityByName("A", out var a));
        Assert.Equal(new PropagatedHistoryActivityResult("A", PropagatedHistoryStatus.Completed, "1", "2", null), a);
        Assert.Equal(PropagatedHistoryStatus.Pending, entry.GetActivitiesByName("B")[0].Status);
        Assert.Equal("m", entry.Workflows[0].FailureDetails!.ErrorMessage);
    }

    private sealed class CountingLoggers : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose() => Lines.TrimExcess();
    }
}
