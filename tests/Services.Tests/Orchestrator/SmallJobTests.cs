using System.Text.Json;
using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>
/// A document of one chunk has no workflow until it needs one, has one ending, and counts once; the test answers for the stages.
/// </summary>
public sealed class SmallJobTests : IAsyncLifetime
{
    private const string PdfCreated = "pdf.created";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FailingWrites _failures = new();
    private readonly RuntimeFaults _faults = new();
    private OrchestratorHarness _harness = null!;

    private static string GatherTopic => ConsumerCatalogue.Shipped.Stage(AppIds.ResultAssembler).Topic;

    private JobStarter Starter => _harness.Orchestrator.Services.GetRequiredService<JobStarter>();

    private JobQueue Queue => _harness.Orchestrator.Services.GetRequiredService<JobQueue>();

    private JobLauncher Launcher => _harness.Orchestrator.Services.GetRequiredService<JobLauncher>();

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [PdfCreated, GatherTopic], ["Orchestrator:ReconcileEvery=00:00:00.3", "Orchestrator:RedispatchAfter=00:00:02"],
        failures: _failures, faults: _faults);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Report_OfTheWhole_EndsTheJobWithoutAWorkflow()
    {
        var work = await SubmitAsync();
        await DoneAsync(work);

        var job = await EndAsync(work, "succeeded");
        var pages = job.GetProperty("pages");
        Assert.Equal((1, 1), (pages.GetProperty("total").GetInt32(), pages.GetProperty("done").GetInt32()));
        Assert.True(job.GetProperty("startedAt").GetDateTimeOffset() >= job.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Null(await WorkflowAsync(work));
        await UsedAsync("""{"succeeded":1}""", pages: 1);
        await Eventually.Async(() => _harness.Runtime.Objects(JobKeys.OpenMarkers).Count == 0, Patience, "the marker is gone");
    }

    [Fact]
    public async Task Report_DeliveredAgain_ChangesAndCountsNothing()
    {
        var work = await SubmitAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DoneAsync(work)));
        await EndAsync(work, "succeeded");

        await DoneAsync(work);
        await FailAsync(work, GatherWork.WholeDocument);
        await DoneAsync(await SubmitAsync(count: 2));

        await UsedAsync("""{"succeeded":2}""", pages: 2);
        await EndAsync(work, "succeeded");
        Assert.Null(await WorkflowAsync(work));
    }

    [Fact]
    public async Task Report_Forged_EndsNoJob()
    {
        var work = await SubmitAsync();
        var done = ReportOf(work.Header, GatherWork.WholeDocument, work.ReplyTo, ends: true);
        await _harness.ForgeAsync(Topics.ChunkCompleted, done);
        await _harness.ForgeAsync(Topics.ChunkCompleted, ReportSignature.Sign(done, ReportSignature.NewKey()));
        await _harness.ForgeAsync(Topics.ChunkCompleted, ReportSignature.Sign(done, work.ReportKey) with { PagesFailed = 1 });
        var failed = done with { EndsJob = false, Failure = new PageFailure("x", new Failure(FailureCodes.Internal, "no")) };
        await _harness.ForgeAsync(Topics.ChunkFailed, failed);

        // One that comes after them is through.
        var second = await SubmitAsync(count: 2);
        await DoneAsync(second);
        await EndAsync(second, "succeeded");

        Assert.Contains((await JobAsync(work)).GetProperty("status").GetString(), (string[])["queued", "running"]);
        await DoneAsync(work);
        await EndAsync(work, "succeeded");
        await UsedAsync("""{"succeeded":2}""", pages: 2);
    }

    [Fact]
    public async Task Report_ByTheKeyOfAnotherJob_WakesNoWorkflow()
    {
        var (work, own) = (await SubmitAsync(), await SubmitAsync(count: 2));
        await Eventually.Async(
            async () => await WorkflowAsync(work) is { IsWorkflowRunning: true }, Patience, "there is a workflow");
        var failure = new PageFailure("x", new Failure(FailureCodes.DeadlineExceeded, "not by us"));
        var report = new ChunkReport(own.Header, GatherWork.WholeDocument, work.ReplyTo, PagesFailed: 0, failure);
        await _harness.ForgeAsync(Topics.ChunkFailed, ReportSignature.Sign(report, own.ReportKey));
        await DoneAsync(own);
        await EndAsync(own, "succeeded");

        Assert.Equal("running", (await JobAsync(work)).GetProperty("status").GetString());
        await DoneAsync(work);
        await EndAsync(work, "succeeded");
    }

    [Fact]
    public async Task Report_AfterCancel_LeavesTheJobCancelled()
    {
        var work = await SubmitAsync();
        using var cancelled = await _harness.Http.PostAsync($"/v1/jobs/{work.Header.Job.Id}/cancel", content: null);
        Assert.Equal(202, (int)cancelled.StatusCode);
        await EndAsync(work, "cancelled");

        await DoneAsync(work);
        await FailAsync(work, work.ChunkId);
        await DoneAsync(await SubmitAsync(count: 2));

        await UsedAsync("""{"cancelled":1,"succeeded":1}""", pages: 1);
        await EndAsync(work, "cancelled");
        Assert.Null(await WorkflowAsync(work));
    }

    [Fact]
    public async Task Report_AfterDelete_BringsNothingBack()
    {
        var work = await SubmitAsync();
        using var deleted = await _harness.Http.DeleteAsync($"/v1/jobs/{work.Header.Job.Id}");
        Assert.Equal(204, (int)deleted.StatusCode);

        await DoneAsync(work);
        await FailAsync(work, work.ChunkId);
        await DoneAsync(await SubmitAsync(count: 2));

        // Before its record was gone, the reconciler may have ended the first one as it was told to.
        await UsedAsync("""{"succeeded":1}""", pages: 1, or: """{"cancelled":1,"succeeded":1}""");
        Assert.Null(await _harness.Runtime.FindStateAsync(JobKeys.Record(work.Header.Job)));
        Assert.Null(await WorkflowAsync(work));
    }

    [Fact]
    public async Task Start_AskedAgain_SendsOnceAndLeavesAnEndedJobAlone()
    {
        var work = await SubmitAsync();
        var record = (await _harness.Runtime.FindStateAsync(JobKeys.Record(work.Header.Job)))!.Value
            .Deserialize<JobRecord>(ServiceHost.Json)!;
        Parallel.For(0, 8, _ => Launcher.Begin(work.Header.Job, record, Queue));
        await DoneAsync(work);
        await EndAsync(work, "succeeded");
        Assert.Single(_harness.Runtime.Seen(PdfCreated));

        // What was read before the end and comes after it; the record says the end before the launcher hears of it.
        await Eventually.Async(() => !Launcher.IsUnderWay(work.Header.Job), Patience, "the launcher hears of the end");
        Launcher.Begin(work.Header.Job, record, Queue);
        await SentAsync(count: 2);
        await Eventually.Async(() => !Launcher.IsUnderWay(work.Header.Job), Patience, "the job is not under way");

        await EndAsync(work, "succeeded");
        Assert.Null(await WorkflowAsync(work));
        await UsedAsync("""{"succeeded":1}""", pages: 1);
    }

    [Fact]
    public async Task Job_ThatTakesLong_GetsAWorkflowThatSendsItAgainAndHearsOfItsEnd()
    {
        var work = await SubmitAsync();

        var again = await SentAsync(count: 2);
        Assert.Equal((work.ChunkId, 2), (again.ChunkId, again.Dispatch));
        await DoneAsync(again);

        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);
        await UsedAsync("""{"succeeded":1}""", pages: 1);
    }

    [Fact]
    public async Task Report_WhileTheWorkflowIsStarted_EndsEachJobOnce()
    {
        const int Jobs = 24;
        var works = new List<ChunkWork>();
        for (var count = 1; count <= Jobs; count++)
        {
            works.Add(await SubmitAsync(count));
        }

        // Each as soon as its record says that a workflow is about to be started.
        await Task.WhenAll(works.Select(async work =>
        {
            await Eventually.Async(
                async () => (await JobAsync(work)).GetProperty("status").GetString() == "running", Patience, "it is running");
            await DoneAsync(work);
        }));

        foreach (var work in works)
        {
            await EndAsync(work, "succeeded");
            await WorkflowEndsAsync(work);
        }

        await UsedAsync($$"""{"succeeded":{{Jobs}}}""", pages: Jobs);
    }

    [Fact]
    public async Task Failure_OfTheWhole_IsTriedPageByPageInAWorkflow()
    {
        var work = await SubmitAsync();
        await FailAsync(work, work.ChunkId);

        var page = await SentAsync(count: 2);
        Assert.Null(page.Gather);
        await _harness.PublishAsync(
            Topics.ChunkCompleted, new ChunkReport(page.Header, page.WorkId, page.ReplyTo, PagesFailed: 0));
        var message = await _harness.Runtime.NextAsync(GatherTopic);
        var gather = (GatherWork)message.GetProperty("data").Deserialize<StageWork>(ServiceHost.Json)!;
        await _harness.PublishAsync(Topics.ChunkCompleted, ReportOf(gather.Header, gather.WorkId, gather.ReplyTo, ends: false));

        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);
        await UsedAsync("""{"succeeded":1}""", pages: 1);
    }

    [Theory]
    [InlineData(WriteFailure.BeforeCommit)]
    [InlineData(WriteFailure.AfterCommit)]
    public async Task Report_WhoseWriteFails_EndsTheJobOnce(WriteFailure when)
    {
        var work = await SubmitAsync();
        _failures.FailNext($"jobs/local/{work.Header.Job.Id}", when);

        await DoneAsync(work);

        await EndAsync(work, "succeeded");
        Assert.True(_failures.AllFailed);
        await UsedAsync("""{"succeeded":1}""", pages: 1);
        Assert.Null(await WorkflowAsync(work));
    }

    [Theory]
    [InlineData(WriteFailure.BeforeCommit)]
    [InlineData(WriteFailure.AfterCommit)]
    public async Task Job_ThatCannotBeMarked_GetsItsWorkflowAllTheSame(WriteFailure when)
    {
        var work = await SubmitAsync();
        _failures.FailNext($"jobs/local/{work.Header.Job.Id}", when);

        await Eventually.Async(
            async () => await WorkflowAsync(work) is { IsWorkflowRunning: true }, Patience, "there is a workflow");
        Assert.True(_failures.AllFailed);
        await DoneAsync(work);

        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);
        await UsedAsync("""{"succeeded":1}""", pages: 1);
    }

    [Fact]
    public async Task Job_WhoseWorkflowIsLost_IsTakenUpByTheReconciler()
    {
        // By the launcher, and by who is left the job.
        _faults.LoseNextStart();
        _faults.LoseNextStart();
        var work = await SubmitAsync();

        await Eventually.Async(() => _faults.AllHappened, Patience, "both starts are lost");
        await Eventually.Async(
            async () => await WorkflowAsync(work) is { RuntimeStatus: WorkflowRuntimeStatus.Running }, Patience, "it runs");
        await DoneAsync(work);

        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);
        await UsedAsync("""{"succeeded":1}""", pages: 1);
    }

    [Fact]
    public async Task Reconcile_JobWhoseWorkflowIsOverAndItselfIsNot_IsDoneAgain()
    {
        // What a state store leaves that was brought back from before the job's end.
        var work = await SubmitAsync();
        await Eventually.Async(
            async () => await WorkflowAsync(work) is { RuntimeStatus: WorkflowRuntimeStatus.Running }, Patience, "it runs");
        var job = work.Header.Job;
        var before = (await _harness.Runtime.FindStateAsync(JobKeys.Record(job)))!.Value
            .Deserialize<JobRecord>(ServiceHost.Json)!;
        await DoneAsync(work);
        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);

        await _harness.LeaveQueuedAsync(before);

        await Eventually.Async(
            () =>
            {
                // A round that saw the job's end before may still be on its way to take the marker away.
                _harness.MarkOpen(job);
                return Sent().Count(sent => sent.Header.Job == job) >= 2;
            },
            Patience, "it is sent again");
        await DoneAsync(work);
        await EndAsync(work, "succeeded");
        await WorkflowEndsAsync(work);
    }

    private async Task<ChunkWork> SubmitAsync(int count = 1)
    {
        using var content = new ByteArrayContent(GatewayHarness.Pdf);
        using var response = await _harness.Http.PostAsync("/v1/jobs", content);
        var id = (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!;
        var work = default(ChunkWork);
        await Eventually.Async(
            () => (work = Sent().FirstOrDefault(sent => sent.Header.Job.Id == id)) is not null, Patience, $"job {count} is sent");
        Assert.Equal((id, 1, true), (work!.ReplyTo, work.Dispatch, work.Gather!.IsLast));
        return work;
    }

    private async Task<ChunkWork> SentAsync(int count)
    {
        await Eventually.Async(() => Sent().Count() >= count, Patience, $"{count} messages are sent");
        return Sent().ElementAt(count - 1);
    }

    private IEnumerable<ChunkWork> Sent() =>
        _harness.Runtime.Seen(PdfCreated).Select(sent => sent.GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!);

    private Task DoneAsync(ChunkWork work) => _harness.PublishAsync(
        Topics.ChunkCompleted, ReportOf(work.Header, GatherWork.WholeDocument, work.ReplyTo, ends: true));

    private Task FailAsync(ChunkWork work, string workId) => _harness.PublishAsync(
        Topics.ChunkFailed, new ChunkReport(
            work.Header, workId, work.ReplyTo, PagesFailed: 1,
            new PageFailure(work.Stage, new Failure(FailureCodes.Internal, "not as a whole"))));

    private static ChunkReport ReportOf(EventHeader header, string workId, string replyTo, bool ends) => new(
        header, workId, replyTo, PagesFailed: 0, Units: 1,
        Totals: new ResultTotals(new Dictionary<string, int> { ["text_layer"] = 1 }, 0)) { EndsJob = ends };

    private async Task<WorkflowState?> WorkflowAsync(ChunkWork work) =>
        await Starter.FindAsync(work.Header.Job, CancellationToken.None) is { Exists: true } state ? state : null;

    private Task WorkflowEndsAsync(ChunkWork work) => Eventually.Async(
        async () => await WorkflowAsync(work) is null or { IsWorkflowRunning: false }, Patience, "no workflow is left running");

    private async Task<JsonElement> JobAsync(ChunkWork work) =>
        JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{work.Header.Job.Id}")).RootElement;

    private async Task<JsonElement> EndAsync(ChunkWork work, string status)
    {
        var job = default(JsonElement);
        await Eventually.Async(
            async () =>
            {
                job = await JobAsync(work);
                return job.TryGetProperty("finishedAt", out var at) && at.ValueKind != JsonValueKind.Null;
            },
            Patience, "an end");
        Assert.Equal(status, job.GetProperty("status").GetString());
        return job;
    }

    private async Task UsedAsync(string jobs, int pages, string? or = null)
    {
        var total = default(JsonElement);
        await Eventually.Async(
            async () =>
            {
                total = JsonDocument.Parse(await _harness.Http.GetStringAsync("/v1/usage")).RootElement.GetProperty("total");
                var told = total.GetProperty("jobs").GetRawText();
                return told == jobs || told == or;
            },
            Patience, $"the jobs count as {jobs}");
        Assert.Equal(pages, total.GetProperty("pages").GetProperty("text_layer").GetInt32());
    }
}
