using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>
/// What a tenant may have at work, with two gateways and two orchestrators that agree by the store only; the test answers for the
/// stages.
/// </summary>
public sealed class TenantLimitTests
{
    private const string Topic = "pdf.created";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Eager = ["Orchestrator:ReconcileEvery=00:00:00.2"];

    private static readonly byte[] ThreePages = new PdfBuilder()
        .Page(page => page.Text(72, 700, "One")).Page(page => page.Text(72, 700, "Two"))
        .Page(page => page.Text(72, 700, "Three")).Build();

    [Fact]
    public async Task RunningJobs_OfTwoOrchestrators_AreTogetherNeverMoreThanTheLimit()
    {
        await using var harness = await OrchestratorHarness.StartAsync([Topic], Eager);
        await harness.AddOrchestratorAsync(Eager);
        var jobs = new List<JobId>();
        for (var count = 0; count < 8; count++)
        {
            jobs.Add(await LeaveAsync(harness, "acme", new JobLimits(2, null)));
        }

        var ended = new HashSet<JobId>();
        while (ended.Count < jobs.Count)
        {
            var most = Math.Min(2, jobs.Count - ended.Count);
            await Eventually.Async(() => AtWork().Count() == most, Patience, $"{most} are at work; {ended.Count} have ended");
            if (ended.Count == 0)
            {
                // Both have looked at all of them by the time that another tenant's, which comes later, begins.
                var other = await LeaveAsync(harness, "beta", null);
                await Eventually.Async(() => Begun(harness, [other]).Any(), Patience, "another tenant's has begun");
            }

            Assert.Equal(most, AtWork().Count());
            var next = AtWork().First();
            // Before its end: afterwards the next may begin at any time.
            ended.Add(next);
            await FinishAsync(harness, next);
            await EndAsync(harness, next, "succeeded");
        }

        // A job has ended before it gives its place back.
        await Eventually.Async(
            async () => !(await harness.Runtime.FindStateAsync("limits/acme/jobs"))!.Value.GetProperty("jobs")
                .EnumerateObject().Any(),
            Patience, "every place is given back");

        IEnumerable<JobId> AtWork() => Begun(harness, jobs).Except(ended);
    }

    [Fact]
    public async Task RunningJobs_WaitingOneIsCancelled_NeverBeginsAndTheNextDoes()
    {
        await using var harness = await OrchestratorHarness.StartAsync([Topic], Eager, ["Limits:RunningJobs=1"]);
        var first = await SubmitAsync(harness.Http, GatewayHarness.Pdf);
        await Eventually.Async(() => Begun(harness, [first]).Any(), Patience, "the first has begun");
        var (second, third) = (
            await SubmitAsync(harness.Http, GatewayHarness.Pdf), await SubmitAsync(harness.Http, GatewayHarness.Pdf));

        using var cancelled = await harness.Http.PostAsync($"/v1/jobs/{second.Id}/cancel", content: null);
        await EndAsync(harness, second, "cancelled");
        Assert.Equal("queued", await StatusAsync(harness, third));
        await DoneAsync(harness, first);

        await Eventually.Async(() => Begun(harness, [third]).Any(), Patience, "the third has begun");
        Assert.Empty(Begun(harness, [second]));
    }

    [Fact]
    public async Task RunningJobs_OfAJobThatIsDeletedAtWork_IsFreeForTheNext()
    {
        await using var harness = await OrchestratorHarness.StartAsync([Topic], Eager, ["Limits:RunningJobs=1"]);
        var first = await SubmitAsync(harness.Http, GatewayHarness.Pdf);
        await Eventually.Async(() => Begun(harness, [first]).Any(), Patience, "the first has begun");
        var second = await SubmitAsync(harness.Http, GatewayHarness.Pdf);

        using var deleted = await harness.Http.DeleteAsync($"/v1/jobs/{first.Id}");

        Assert.Equal(204, (int)deleted.StatusCode);
        await Eventually.Async(() => Begun(harness, [second]).Any(), Patience, "the second has begun");
    }

    [Fact]
    public async Task PagesPerDay_ManyDocumentsAtOnce_AreKeptBeforeAnyHasEnded()
    {
        string[] limits = ["Limits:PagesPerDay=7"];
        await using var harness = await OrchestratorHarness.StartAsync([Topic], Eager, limits);
        await harness.AddOrchestratorAsync(Eager);
        HttpClient[] gateways = [harness.Http, await harness.AddGatewayAsync(limits)];

        var jobs = await Task.WhenAll(Enumerable.Range(0, 6).Select(count => SubmitAsync(gateways[count % 2], ThreePages)));

        await Eventually.Async(
            async () => (await StatusesAsync()).Count(status => status == "failed") == 4, Patience, "four are refused");
        var begun = Begun(harness, jobs).ToList();
        Assert.Equal(2, begun.Count);
        foreach (var job in jobs.Except(begun))
        {
            var failure = (await RecordAsync(harness, job)).GetProperty("failure");
            Assert.Equal(
                ("pages_exhausted", true),
                (failure.GetProperty("code").GetString(), failure.GetProperty("retryable").GetBoolean()));
        }

        // What a job that is not done had kept is there for another.
        using var cancelled = await harness.Http.PostAsync($"/v1/jobs/{begun[0].Id}/cancel", content: null);
        await EndAsync(harness, begun[0], "cancelled");
        var instead = await SubmitAsync(gateways[1], ThreePages);
        await Eventually.Async(() => Begun(harness, [instead]).Any(), Patience, "another has begun in its place");
        await DoneAsync(harness, begun[1], pages: 3);
        await DoneAsync(harness, instead, pages: 3);

        // The last page of the day, and then none.
        var last = await SubmitAsync(gateways[0], GatewayHarness.Pdf);
        await Eventually.Async(() => Begun(harness, [last]).Any(), Patience, "the last page is at work");
        using var content = new ByteArrayContent(GatewayHarness.Pdf);
        using var refused = await gateways[1].PostAsync("/v1/jobs", content);
        await GatewayHarness.ProblemAsync(refused, 429, "pages_exhausted");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));

        Task<string[]> StatusesAsync() => Task.WhenAll(jobs.Select(job => StatusAsync(harness, job)));
    }

    private static async Task<JobId> LeaveAsync(OrchestratorHarness harness, string tenant, JobLimits? limits)
    {
        var job = JobId.New(tenant);
        var phase = new Phase(["pdf-to-png"], "pdf-to-png", "pdf-to-png", UnitsPerChunk: 2);
        await harness.LeaveQueuedAsync(OrchestratorHarness.NewRecord(job, phase) with { Limits = limits });
        return job;
    }

    private static async Task<JobId> SubmitAsync(HttpClient gateway, byte[] document)
    {
        using var content = new ByteArrayContent(document);
        using var response = await gateway.PostAsync("/v1/jobs", content);
        return new JobId("local", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
    }

    /// <summary>Answers for the stage, work by work, until the job has been gathered.</summary>
    private static async Task FinishAsync(OrchestratorHarness harness, JobId job)
    {
        var answered = new HashSet<string>();
        while (!answered.Contains("gather"))
        {
            await Eventually.Async(
                () => Works(harness, job).Any(work => !answered.Contains(work.WorkId)), Patience, "there is more to do");
            foreach (var work in Works(harness, job).Where(work => answered.Add(work.WorkId)).ToList())
            {
                var units = work is CutWork ? 1 : (int?)null;
                await harness.PublishAsync(
                    Topics.ChunkCompleted, new ChunkReport(work.Header, work.WorkId, work.ReplyTo, 0, Units: units));
            }
        }
    }

    /// <summary>Answers for the stages that the whole document is done.</summary>
    private static async Task DoneAsync(OrchestratorHarness harness, JobId job, int pages = 1)
    {
        var work = Works(harness, job).First();
        var totals = new ResultTotals(new Dictionary<string, int> { ["text_layer"] = pages }, 0);
        await harness.PublishAsync(
            Topics.ChunkCompleted,
            new ChunkReport(work.Header, GatherWork.WholeDocument, work.ReplyTo, PagesFailed: 0, Units: pages, Totals: totals)
            {
                EndsJob = true,
            });
        await EndAsync(harness, job, "succeeded");
    }

    private static IEnumerable<JobId> Begun(OrchestratorHarness harness, IEnumerable<JobId> jobs) =>
        jobs.Where(job => Works(harness, job).Any());

    private static IEnumerable<StageWork> Works(OrchestratorHarness harness, JobId job) => harness.Runtime.Seen(Topic)
        .Select(message => message.GetProperty("data").Deserialize<StageWork>(ServiceHost.Json)!)
        .Where(work => work.Header.Job == job);

    private static async Task EndAsync(OrchestratorHarness harness, JobId job, string status)
    {
        await Eventually.Async(
            async () => await StatusAsync(harness, job) is not ("queued" or "running" or "cancelling"), Patience,
            "the job has ended");
        Assert.Equal(status, await StatusAsync(harness, job));
    }

    private static async Task<string> StatusAsync(OrchestratorHarness harness, JobId job) =>
        (await RecordAsync(harness, job)).GetProperty("status").GetString()!;

    private static async Task<JsonElement> RecordAsync(OrchestratorHarness harness, JobId job) =>
        (await harness.Runtime.FindStateAsync(JobKeys.Record(job)))!.Value;
}
