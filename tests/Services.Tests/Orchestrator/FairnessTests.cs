using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>What of many and large jobs is in the stages' queues at a time; the test answers for the stages.</summary>
public sealed class FairnessTests : IAsyncLifetime
{
    private const string Topic = "pdf.created";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [Topic], ["Orchestrator:ReconcileEvery=00:00:00.2", "Orchestrator:JobsAtOnce=2", "Orchestrator:ChunksInFlight=4"]);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task LargeJob_Alone_HasAWindowOfChunksThatMovesWithItsReports()
    {
        var job = await StartAsync("local", units: 20);

        Assert.Equal(["0001", "0002", "0003", "0004"], await ChunksAsync(job, count: 4));
        await ReportAsync(job, "0002");
        await ReportAsync(job, "0004");

        Assert.Equal(["0001", "0002", "0003", "0004", "0005", "0006"], await ChunksAsync(job, count: 6));
        await FinishAsync(job, chunks: 10);
        Assert.Equal("succeeded", await StatusAsync(job));
        Assert.Equal(10, Chunks(job).Distinct().Count());
    }

    [Fact]
    public async Task LargeJob_OfManyGroups_EndsWithEveryChunkDoneOnce()
    {
        var job = await StartAsync("local", units: 140);

        // Two groups of 32 chunks at a time, so that one is ready when the other ends.
        Assert.Equal(["0001", "0002", "0033", "0034"], await ChunksAsync(job, count: 4));
        await FinishAsync(job, chunks: 70);

        Assert.Equal("succeeded", await StatusAsync(job));
        Assert.Equal(70, Chunks(job).Count);
    }

    [Fact]
    public async Task LargeJobs_OfTwoTenants_HaveEqualSharesAndOneChunkAtLeast()
    {
        var first = await StartAsync("acme", units: 20);
        await ChunksAsync(first, count: 4);
        var others = new List<JobId>();
        for (var job = 0; job < 2; job++)
        {
            others.Add(await StartAsync("beta", units: 20));
            await ChunksAsync(others[^1], count: 1);
        }

        // Its share is half of the four now: nothing is sent until no more than that half is left.
        await ReportAsync(first, "0001");
        await ReportAsync(first, "0002");
        await ReportAsync(first, "0003");
        Assert.Equal(5, (await ChunksAsync(first, count: 5)).Count);
        Assert.All(others, job => Assert.InRange(Chunks(job).Count, 1, 2));
        await FinishAsync(others[0], chunks: 10);
        Assert.Equal("succeeded", await StatusAsync(others[0]));
    }

    [Fact]
    public async Task SmallJobs_OfATenant_BeginAFewAtATimeAndAnothersDoNotWait()
    {
        var many = new List<JobId>();
        for (var job = 0; job < 8; job++)
        {
            many.Add(await StartAsync("acme", units: 1));
        }

        await Eventually.Async(() => Cut(many).Count == 2, Patience, "two have begun");
        var other = await StartAsync("beta", units: 1);
        await Eventually.Async(() => Cut([other]).Count == 1, Patience, "the other tenant's has begun");
        Assert.Equal(2, Cut(many).Count);

        // In the end every one has its turn.
        await FinishAsync(other, chunks: 1);
        var ended = new HashSet<JobId>();
        while (ended.Count < many.Count)
        {
            await Eventually.Async(() => Cut(many).Except(ended).Any(), Patience, "the next one has begun");
            var next = Cut(many).Except(ended).First();
            await FinishAsync(next, chunks: 1);
            Assert.Equal("succeeded", await StatusAsync(next));
            ended.Add(next);
        }
    }

    [Fact]
    public async Task SmallJob_CancelledWhileItWaits_NeverBegins()
    {
        var jobs = new List<JobId>();
        for (var job = 0; job < 4; job++)
        {
            jobs.Add(await StartAsync("local", units: 1));
        }

        await Eventually.Async(() => Cut(jobs).Count == 2, Patience, "two have begun");
        var waiting = jobs.Except(Cut(jobs)).ToList();
        using var cancelled = await _harness.Http.PostAsync($"/v1/jobs/{waiting[0].Id}/cancel", content: null);
        Assert.Equal("cancelled", await StatusAsync(waiting[0]));

        foreach (var job in jobs.Except([waiting[0]]))
        {
            await FinishAsync(job, chunks: 1);
            Assert.Equal("succeeded", await StatusAsync(job));
        }

        Assert.DoesNotContain(waiting[0], Cut(jobs));
    }

    private async Task<JobId> StartAsync(string tenant, int units)
    {
        var job = JobId.New(tenant);
        var phase = new Phase(["pdf-to-png"], "pdf-to-png", "pdf-to-png", UnitsPerChunk: 2);
        var record = OrchestratorHarness.NewRecord(job, phase);
        await _harness.LeaveQueuedAsync(record with { Source = record.Source with { FileName = $"{units}" } });
        if (units > 1)
        {
            await CutAsync(job);
        }

        return job;
    }

    private async Task CutAsync(JobId job)
    {
        await Eventually.Async(() => Cut([job]).Count == 1, Patience, "the job has begun");
        var cut = Works(job).OfType<CutWork>().First();
        await PublishAsync(new ChunkReport(cut.Header, cut.WorkId, cut.ReplyTo, 0, Units: int.Parse(cut.Source.FileName)));
    }

    /// <summary>Answers for the stage until the job has been gathered.</summary>
    private async Task FinishAsync(JobId job, int chunks)
    {
        if (Works(job).All(work => work is CutWork))
        {
            await CutAsync(job);
        }

        var answered = new HashSet<string>();
        while (!answered.Contains("gather"))
        {
            await Eventually.Async(
                () => Works(job).Any(work => work is not CutWork && !answered.Contains(work.WorkId)), Patience,
                $"more of {chunks} chunks; {answered.Count} are done");
            foreach (var work in Works(job).Where(work => work is not CutWork && answered.Add(work.WorkId)))
            {
                await PublishAsync(new ChunkReport(work.Header, work.WorkId, work.ReplyTo, 0));
            }
        }
    }

    private Task ReportAsync(JobId job, string chunk)
    {
        var work = Works(job).First(work => work.WorkId == chunk);
        return PublishAsync(new ChunkReport(work.Header, work.WorkId, work.ReplyTo, 0));
    }

    private Task PublishAsync(ChunkReport report) =>
        _harness.PublishAsync(Topics.ChunkCompleted, report);

    private async Task<IReadOnlyList<string>> ChunksAsync(JobId job, int count)
    {
        await Eventually.Async(() => Chunks(job).Count >= count, Patience, $"{count} chunks of the job are sent");
        return Chunks(job);
    }

    // Of those that are sent together the broker may hand out any first.
    private IReadOnlyList<string> Chunks(JobId job) =>
        [.. Works(job).OfType<ChunkWork>().Select(chunk => chunk.ChunkId).Order()];

    private List<JobId> Cut(IEnumerable<JobId> jobs) =>
        [.. jobs.Where(job => Works(job).Any(work => work is CutWork))];

    private IEnumerable<StageWork> Works(JobId job) => _harness.Runtime.Seen(Topic)
        .Select(message => message.GetProperty("data").Deserialize<StageWork>(ServiceHost.Json)!)
        .Where(work => work.Header.Job == job);

    private async Task<string?> StatusAsync(JobId job)
    {
        string? status = null;
        await Eventually.Async(
            async () =>
            {
                var record = (await _harness.Runtime.FindStateAsync(JobKeys.Record(job)))!.Value;
                status = record.GetProperty("status").GetString();
                return status is not ("queued" or "running" or "cancelling");
            },
            Patience, "the job has ended");
        return status;
    }
}
