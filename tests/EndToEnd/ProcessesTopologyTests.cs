using System.Collections.Concurrent;
using System.Net;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DaprProcessing.EndToEnd;

/// <summary>Every service a process, with a runtime beside it that can be lost alone.</summary>
public sealed class ProcessesTopologyTests(ProcessesTopologyTests.Fixture fixture) : IClassFixture<ProcessesTopologyTests.Fixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PlatformProcess _platform = fixture.Platform;

    [Fact]
    public async Task Jobs_EachPartKilledAlone_AllSucceed()
    {
        var ids = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(number => _platform.Jobs().SubmitAsync(TestDocuments.Numbered(10, $"Part {number}"))));

        foreach (var service in (string[])["pdf-to-png", "png-to-text", "pdf-docling", "result-assembler", "orchestrator"])
        {
            Signals.Kill([_platform.PartId($"{service}-runtime")]);
            Signals.Kill([_platform.PartId(service)]);
        }

        await AssertSucceedAsync(ids);
    }

    [Fact]
    public async Task Health_OfAPlatformThatRuns_SaysThatMessagesReachEveryService()
    {
        using var client = new DocumentService(new DocumentServiceOptions { Endpoint = _platform.Http.BaseAddress! });

        // Another test of the class may have killed parts meanwhile.
        await Eventually.Async(
            async () => await client.GetHealthAsync() is { Messages: "moving", Stages: { Count: > 0 } stages }
                && stages.Values.All(stage => stage.Messages == "moving"),
            Patience, "messages move");
    }

    [Fact]
    public async Task GatewayRuntime_KilledWhileItIsUsed_CostsCallersNoMoreThanARetry()
    {
        var (statuses, accepted) = (new ConcurrentBag<HttpStatusCode>(), new ConcurrentBag<string>());
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 3).Select(_ => UseAsync(statuses, accepted, enough.Token)).ToList();

        Signals.Kill([_platform.PartId("gateway-runtime")]);
        await Eventually.Async(
            () => IsReadinessAsync(HttpStatusCode.ServiceUnavailable), Patience, "the gateway says that it is not ready");
        await Eventually.Async(() => IsReadinessAsync(HttpStatusCode.OK), Patience, "the gateway is ready again");
        var before = accepted.Count;
        await Eventually.Async(() => accepted.Count > before, Patience, "callers are served again");
        await enough.CancelAsync();
        await Task.WhenAll(callers);

        Assert.All(statuses, status => Assert.Contains(
            status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable]));
        await AssertSucceedAsync(accepted);
    }

    [Fact]
    public void Ports_OfParts_AreNoneThatTheKernelGivesAway()
    {
        var given = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0]);

        Assert.InRange(_platform.Http.BaseAddress!.Port, 1, given - 1);
    }

    [Fact]
    public async Task Parts_WhoHasNoToken_UsesNoRuntimeAndNoService()
    {
        var runtime = ProcessTree.ListeningPortsOf(_platform.PartId("orchestrator-runtime"));
        var service = ProcessTree.ListeningPortsOf(_platform.PartId("orchestrator"));
        using var http = new HttpClient();

        foreach (var port in (int[])[.. runtime, .. service])
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}/v1.0/metadata");
            // An HTTP/2 port understands no word of it.
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest]);
        }
    }

    [Fact]
    public async Task GatewayRuntime_Stuck_IsSeenByReadinessAndRecovers()
    {
        int[] runtime = [_platform.PartId("gateway-runtime")];

        Signals.Stop(runtime);
        await Eventually.Async(
            () => IsReadinessAsync(HttpStatusCode.ServiceUnavailable), Patience, "the gateway says that it is not ready");

        Signals.Continue(runtime);
        await Eventually.Async(() => IsReadinessAsync(HttpStatusCode.OK), Patience, "the gateway is ready again");
    }

    [Fact]
    public async Task OrchestratorRuntime_Stuck_JobsAreAcceptedAndRunOnceItGoesOn()
    {
        int[] runtime = [_platform.PartId("orchestrator-runtime")];
        await Eventually.Async(() => StopsOutsideOfAWrite(runtime), Patience, "the runtime stands still and holds no lock");

        using var posted = await _platform.Http.PostFormAsync(TestDocuments.Numbered(2, "Stuck"), "document");
        Signals.Continue(runtime);

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        await AssertSucceedAsync([posted.Headers.Location!.ToString().Split('/')[^1]]);
    }

    // Stopped in the middle of a write it holds the file that all share: then the store would be stuck, and not it alone.
    private bool StopsOutsideOfAWrite(int[] runtime)
    {
        Signals.Stop(runtime);
        if (runtime.All(ProcessTree.StandsStill) && fixture.CanWrite())
        {
            return true;
        }

        Signals.Continue(runtime);
        return false;
    }

    // What a client does: post a small document, wait for it a little, and come back when told to.
    private async Task UseAsync(ConcurrentBag<HttpStatusCode> statuses, ConcurrentBag<string> accepted, CancellationToken enough)
    {
        var document = TestDocuments.Numbered(1, "Used");
        while (!enough.IsCancellationRequested)
        {
            using var posted = await _platform.Http.PostFormAsync(document, "pdf.docling");
            await LookAtAsync(posted);
            if (posted.StatusCode == HttpStatusCode.Accepted)
            {
                var id = posted.Headers.Location!.ToString().Split('/')[^1];
                accepted.Add(id);
                using var waited = await _platform.Http.GetAsync($"/v1/jobs/{id}?wait=2", CancellationToken.None);
                await LookAtAsync(waited);
            }
        }

        async Task LookAtAsync(HttpResponseMessage answer)
        {
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter?.Delta);
                await Task.Delay(answer.Headers.RetryAfter.Delta.Value, CancellationToken.None);
            }
        }
    }

    private async Task<bool> IsReadinessAsync(HttpStatusCode wanted)
    {
        using var answer = await _platform.Http.GetAsync("/healthz/ready");
        return answer.StatusCode == wanted;
    }

    private async Task AssertSucceedAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var job = await _platform.Jobs().EndOfAsync(id);
            Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{_platform.Log}");
        }
    }

    /// <summary>One platform of processes for all these tests: what is killed is started again.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly TempFolder _data = new();

        public PlatformProcess Platform { get; private set; } = null!;

        public async Task InitializeAsync() => Platform = await PlatformProcess.StartProcessesAsync(
            _data.Path, ("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02"));

        /// <summary>Whether nobody holds the write lock of the state store, at this instant.</summary>
        public bool CanWrite()
        {
            using var store = new SqliteConnection($"Data Source={_data.File("state.db")};Mode=ReadWrite;Pooling=False");
            store.Open();
            // Asked once, and not again and again until the provider's own time limit.
            return raw.sqlite3_exec(store.Handle, "PRAGMA busy_timeout=0; BEGIN IMMEDIATE; ROLLBACK") == raw.SQLITE_OK;
        }

        public async Task DisposeAsync()
        {
            await Platform.DisposeAsync();
            _data.Dispose();
        }
    }
}
