using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Work;

namespace DaprProcessing.Platform.Tests.Stages;

public sealed class CutAndGatherTests : IAsyncLifetime
{
    private static readonly Failure Unreadable = new(FailureCodes.InvalidDocument, "It cannot be read.");

    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync();

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Cut_Delivered_ReportsHowManyUnitsThereAre()
    {
        var work = await NewCutAsync();

        await _harness.Runtime.PublishAsync(MarkingStage.Consumer.Topic, StageHarness.Message(work));

        var report = await ReportAsync(Topics.ChunkCompleted);
        Assert.Equal(("cut", 9), (report.WorkId, report.Units));
        Assert.Contains(JobKeys.OfStage(work.Header.Job, MarkingStage.StageName, "1.txt"), _harness.Runtime.Objects());
    }

    [Fact]
    public async Task Cut_DocumentThatCannotBeCut_ReportsTheReasonAndIsNotTriedAgain()
    {
        _harness.Stage.While = _ => throw new FailureException(Unreadable);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(await NewCutAsync()));

        Assert.Equal(Unreadable, (await ReportAsync(Topics.ChunkFailed)).Failure!.Failure);
    }

    [Fact]
    public async Task Cut_WorkerThatCannotNow_AsksForItLater()
    {
        _harness.Stage.While = _ => throw new FailureException(Unreadable with { Retryable = true });

        Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(await NewCutAsync()));
    }

    [Fact]
    public async Task Chunk_ThatTheStageRefuses_FailsAtOnceWithItsReason()
    {
        _harness.Stage.While = _ => throw new FailureException(Unreadable);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(await _harness.NewChunkAsync()));

        Assert.Equal((Unreadable, 1), ((await ReportAsync(Topics.ChunkFailed)).Failure!.Failure, _harness.Stage.Runs));
    }

    [Fact]
    public async Task Gather_FirstPhase_WritesArtifactsAndAResultOfItsPages()
    {
        var work = await NewGatherAsync(phase: 0);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.Equal(1, (await ReportAsync(Topics.ChunkCompleted)).PagesFailed);
        var result = await ResultAsync(work);
        Assert.Equal((3, 1), (result.PagesTotal, result.PagesFailed));
        Assert.Equal(["marks.txt"], result.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal("ab", await TextAsync(JobKeys.Artifact(work.Header.Job, "marks.txt")));
        Assert.Equal(2, result.Phases![MarkingStage.StageName].Facts!.Value.GetProperty("marks").GetInt32());
    }

    [Fact]
    public async Task Gather_LaterPhase_AddsToTheResultOfTheEarlierOnce()
    {
        var first = await NewGatherAsync(phase: 0);
        await _harness.RunAsync(first);
        var second = first with { GatherId = "2-gather", Phase = 1 };

        await _harness.RunAsync(second);
        await _harness.RunAsync(second with { GatherId = "2-gather-again" });

        var result = await ResultAsync(first);
        Assert.Equal((3, 1), (result.PagesTotal, result.PagesFailed));
        Assert.Equal(["marks.txt"], result.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal([3], result.Phases![MarkingStage.StageName].Failed.Select(unit => unit.PageNo));
    }

    [Fact]
    public async Task Gather_JobEndedMeanwhile_LeavesItsResultAlone()
    {
        var work = await NewGatherAsync(phase: 0);
        await _harness.Jobs.UpdateAsync(
            work.Header.Job, job => job with { Status = JobStatus.Cancelled }, CancellationToken.None);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.DoesNotContain(JobKeys.Result(work.Header.Job, JobResult.Name), _harness.Runtime.Objects());
    }

    private async Task<CutWork> NewCutAsync()
    {
        var chunk = await _harness.NewChunkAsync();
        return new CutWork(chunk.Header, "cut", chunk.ReplyTo, MarkingStage.StageName, chunk.Source, chunk.Options);
    }

    /// <summary>Two chunks, of which the second, of one unit, has failed.</summary>
    private async Task<GatherWork> NewGatherAsync(int phase)
    {
        var chunk = await _harness.NewChunkAsync();
        var job = chunk.Header.Job;
        IReadOnlyList<PageWork> pages = [Marked(1, "a"), Marked(2, "b")];
        var outcome = JsonSerializer.SerializeToUtf8Bytes(new ChunkOutcome("0001", pages), ServiceHost.Json);
        await _harness.Objects.PutAsync(
            JobKeys.ChunkOutcome(job, "0001"), outcome, "application/json", CancellationToken.None);
        return new GatherWork(
            chunk.Header, "gather", chunk.ReplyTo, new WantedGather(MarkingStage.StageName, "document", ["marks.txt"]), phase,
            chunk.Source, 3,
            [new FinishedChunk("0001", 1, 2), new FinishedChunk("0002", 3, 3, new PageFailure("marking", Unreadable))],
            chunk.Options);
    }

    private static PageWork Marked(int pageNo, string mark) => new PageWork(pageNo).With(
        MarkingStage.Output, new PageOutput(Content: JsonSerializer.SerializeToElement(mark)));

    private async Task<ChunkReport> ReportAsync(string topic) =>
        StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(topic));

    private async Task<JobResult> ResultAsync(GatherWork work) => JsonSerializer.Deserialize<JobResult>(
        await TextAsync(JobKeys.Result(work.Header.Job, JobResult.Name)), ServiceHost.Json)!;

    private async Task<string> TextAsync(string key) =>
        System.Text.Encoding.UTF8.GetString((await _harness.Objects.GetAsync(key, CancellationToken.None)).Span);
}
