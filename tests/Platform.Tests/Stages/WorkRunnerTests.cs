using System.Diagnostics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Work;
using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Stages;

public sealed class WorkRunnerTests : IAsyncLifetime
{
    private const string TellWarnings = "Logging:LogLevel:Default=Warning";

    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync();

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Deliver_LastStageOnTheSlip_LeavesOutcomeAndReports()
    {
        var work = await _harness.NewChunkAsync();

        await _harness.Runtime.PublishAsync(MarkingStage.Consumer.Topic, StageHarness.Message(work));

        var report = StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkCompleted));
        Assert.Equal((work.Header.Job, work.ChunkId, 0), (report.Header.Job, report.WorkId, report.PagesFailed));
        Assert.Contains(JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), _harness.Runtime.Objects());
    }

    [Fact]
    public async Task Run_DeliveredTwice_ForwardsTheOutcomeAgainWithoutTheWork()
    {
        var work = await _harness.NewChunkAsync(slip: "next");

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));
        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        var again = StageHarness.DataOf<ChunkWork>(await _harness.Runtime.NextAsync(StageHarness.NextStage.Topic, count: 2));
        Assert.Equal(1, _harness.Stage.Runs);
        Assert.Equal(["next"], again.Slip);
        Assert.All(
            again.Pages, page => Assert.Equal(MarkingStage.KeyOf(work, page.PageNo), page.Output(MarkingStage.Output)!.Key));
    }

    [Fact]
    public async Task Run_AnotherDeliveryAtWork_AsksForItLater()
    {
        var (work, gate) = (await _harness.NewChunkAsync(), new TaskCompletionSource());
        var begun = new TaskCompletionSource();
        _harness.Stage.While = cancellationToken =>
        {
            begun.SetResult();
            return gate.Task.WaitAsync(cancellationToken);
        };
        var first = _harness.RunAsync(work);
        await begun.Task;

        Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(work));

        gate.SetResult();
        Assert.Equal(DeliveryAnswer.Success, await first);
        Assert.Equal(1, _harness.Stage.Runs);
    }

    [Fact]
    public async Task Run_OwnerDied_TakesOverAtOnce()
    {
        var work = await _harness.NewChunkAsync();
        await _harness.SaveLeaseAsync(work, new WorkLease(1, await DeadOwnerAsync()));

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.Equal((1, 2), (_harness.Stage.Runs, (await _harness.LeaseAsync(work)).Attempts));
        Assert.True(await _harness.HasOutcomeAsync(work));
    }

    [Fact]
    public async Task Run_OwnerOnAnotherMachine_WaitsUntilItHasBeenSilentForALease()
    {
        var (work, elsewhere) = (await _harness.NewChunkAsync(), new WorkOwner("another-machine", 1, 1));
        for (var beat = 0; beat < 3; beat++)
        {
            await _harness.SaveLeaseAsync(work, new WorkLease(1, elsewhere, beat));
            Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(work));
            _harness.Clock.Advance(StageHarness.Lease);
        }

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.Equal(1, _harness.Stage.Runs);
    }

    [Fact]
    public async Task Run_AnotherWorkerWasFirst_PassesOnWhatThatOneFound()
    {
        var work = await _harness.NewChunkAsync(slip: "next");
        var other = work.Pages.Select(page => page.With(MarkingStage.Output, new PageOutput("of the other"))).ToList();
        _harness.Stage.While = _ => _harness.SaveOutcomeAsync(work, other);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        var next = StageHarness.DataOf<ChunkWork>(await _harness.Runtime.NextAsync(StageHarness.NextStage.Topic));
        Assert.All(next.Pages, page => Assert.Equal("of the other", page.Output(MarkingStage.Output)!.Key));
    }

    [Fact]
    public async Task Run_LeaseLostWhileAtWork_GivesUp()
    {
        var (work, begun) = (await _harness.NewChunkAsync(), new TaskCompletionSource());
        _harness.Stage.While = cancellationToken =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        };
        var running = _harness.RunAsync(work);
        await begun.Task;
        await _harness.SaveLeaseAsync(work, new WorkLease(2, new WorkOwner("another-machine", 1, 1)));

        _harness.Clock.Advance(StageHarness.Lease);

        Assert.Equal(DeliveryAnswer.Success, await running);
        Assert.False(await _harness.HasOutcomeAsync(work));
    }

    [Fact]
    public async Task Run_AttemptsUsedUp_ReportsTheChunkFailed()
    {
        var work = await _harness.NewChunkAsync();
        await _harness.SaveLeaseAsync(work, new WorkLease(3, await DeadOwnerAsync(), Deaths: 2));

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        var report = StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkFailed));
        Assert.Equal((0, FailureCodes.AttemptsExhausted, MarkingStage.StageName),
            (_harness.Stage.Runs, report.Failure!.Failure.Code, report.Failure.Stage));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Run_OnePageWhoseWorkersDiedThreeTimesOrMore_IsDoneAloneAndSucceeds(int deathsBefore)
    {
        var (other, gate, begun) = (await _harness.NewChunkAsync(), new TaskCompletionSource(), new TaskCompletionSource());
        _harness.Stage.While = _ =>
        {
            begun.TrySetResult();
            return gate.Task;
        };
        var beside = _harness.RunAsync(other);
        await begun.Task;
        var page = OnePage(await _harness.NewChunkAsync());
        await _harness.SaveLeaseAsync(page, new WorkLease(deathsBefore + 1, await DeadOwnerAsync(), Deaths: deathsBefore));

        var running = _harness.RunAsync(page);
        await Eventually.Async(
            async () => (await _harness.LeaseAsync(page)).Deaths == deathsBefore + 1, TimeSpan.FromSeconds(30), "it is claimed");
        Assert.Equal(1, _harness.Stage.Runs);
        gate.SetResult();

        Assert.Equal([DeliveryAnswer.Success, DeliveryAnswer.Success], await Task.WhenAll(beside, running));
        Assert.Equal(2, _harness.Stage.Runs);
        Assert.True(await _harness.HasOutcomeAsync(page));
    }

    [Fact]
    public async Task Run_OnePageThatKillsEveryWorker_FailsForGoodAfterItsTrials()
    {
        var page = OnePage(await _harness.NewChunkAsync());
        await _harness.SaveLeaseAsync(page, new WorkLease(10, await DeadOwnerAsync(), Deaths: 9));

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(page));

        var report = StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkFailed));
        Assert.Equal((0, FailureCodes.AttemptsExhausted, false),
            (_harness.Stage.Runs, report.Failure!.Failure.Code, report.Failure.Failure.Retryable));
    }

    [Fact]
    public async Task Run_StageKeepsThrowing_CountsEveryAttemptUntilTheChunkFails()
    {
        var work = await _harness.NewChunkAsync();
        _harness.Stage.While = _ => throw new InvalidOperationException("a fault of the stage");

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(work));
            Assert.Equal(attempt, (await _harness.LeaseAsync(work)).Attempts);
        }

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));
        await _harness.Runtime.NextAsync(Topics.ChunkFailed);
        Assert.Equal(3, _harness.Stage.Runs);
    }

    public static TheoryData<Exception> FaultsOfAStop => new()
    {
        new OperationCanceledException(), new Dapr.DaprException("the sidecar has stopped"), new IOException("a pipe is broken"),
        new InvalidOperationException("a part has stopped before the work"),
    };

    [Theory]
    [MemberData(nameof(FaultsOfAStop))]
    public async Task Run_FaultWhileStopping_AsksForItAgainAndTellsNothing(Exception fault)
    {
        await using var harness = await StageHarness.StartAsync(TellWarnings);
        var work = await harness.NewChunkAsync();
        harness.Stage.While = _ =>
        {
            harness.BeginStop();
            throw fault;
        };

        Assert.Equal(DeliveryAnswer.Retry, await harness.RunAsync(work));

        Assert.Equal((0, 0), ((await harness.LeaseAsync(work)).Attempts, harness.Log.Count));
    }

    [Fact]
    public async Task Run_SidecarAway_AsksForItAgainAndTellsTheReasonInALine()
    {
        await using var harness = await StageHarness.StartAsync(TellWarnings);
        var work = await harness.NewChunkAsync();
        harness.Stage.While = _ => throw new Dapr.DaprException("See InnerException.", new IOException("nobody answers"));

        Assert.Equal(DeliveryAnswer.Retry, await harness.RunAsync(work));

        Assert.Equal(0, (await harness.LeaseAsync(work)).Attempts);
        Assert.Equal(
            $"Warning: marking {work.Header.Job} 0001: sidecar or store away, to be delivered again: nobody answers",
            Assert.Single(harness.Log));
    }

    [Theory]
    [InlineData(JobStatus.Cancelling)]
    [InlineData(JobStatus.Cancelled)]
    [InlineData(JobStatus.Failed)]
    public async Task Run_JobStopped_DropsTheChunk(JobStatus status)
    {
        var work = await _harness.NewChunkAsync(status);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.Equal(0, _harness.Stage.Runs);
    }

    [Fact]
    public async Task Run_JobNotKnown_DropsTheChunk()
    {
        var work = await _harness.NewChunkAsync();
        await _harness.Jobs.DeleteAsync(
            (await _harness.Jobs.FindAsync(work.Header.Job, CancellationToken.None))!, CancellationToken.None);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        Assert.Equal(0, _harness.Stage.Runs);
    }

    [Fact]
    public async Task Run_DocumentGone_ReportsTheChunkFailed()
    {
        var work = await _harness.NewChunkAsync();
        File.Delete(Path.Combine(_harness.Runtime.ObjectFolder, work.Source.Key));

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        var report = StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkFailed));
        Assert.Equal(FailureCodes.SourceMissing, report.Failure!.Failure.Code);
    }

    [Fact]
    public async Task Run_ObjectStoreAway_AsksForItLaterAndCountsNoAttempt()
    {
        var work = await _harness.NewChunkAsync();
        var folder = _harness.Runtime.ObjectFolder;
        // The document is there when the work begins; a file where the folder was makes every write fail.
        _harness.Stage.While = _ =>
        {
            Directory.Move(folder, folder + "-away");
            File.WriteAllText(folder, "");
            return Task.CompletedTask;
        };

        Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(work));
        Assert.Equal(0, (await _harness.LeaseAsync(work)).Attempts);

        File.Delete(folder);
        Directory.Move(folder + "-away", folder);
        _harness.Stage.While = _ => Task.CompletedTask;
        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));
        Assert.Equal(2, _harness.Stage.Runs);
    }

    [Theory]
    [InlineData("no JSON at all", "text/plain")]
    [InlineData("{}", "application/json")]
    [InlineData("""{"header":{"job":{"tenant":"local","id":"x"},"schemaVersion":99},"chunkId":"0001"}""", "application/json")]
    [InlineData("""{"kind":"chunk","header":{"job":{"tenant":"local","id":"x"},"schemaVersion":99}}""", "application/json")]
    [InlineData("""{"kind":"carving","header":{"job":{"tenant":"local","id":"x"},"schemaVersion":3}}""", "application/json")]
    [InlineData("[1,2,3]", "application/json")]
    public async Task Deliver_Garbage_IsDeadLetteredAndTheNextMessageComes(string payload, string contentType)
    {
        await _harness.Runtime.PublishAsync(MarkingStage.Consumer.Topic, payload, contentType);
        var work = await _harness.NewChunkAsync();
        await _harness.Runtime.PublishAsync(MarkingStage.Consumer.Topic, StageHarness.Message(work));

        var letter = await _harness.Runtime.NextAsync(Topics.DeadLetter);
        await _harness.Runtime.NextAsync(Topics.ChunkCompleted);

        Assert.StartsWith(MarkingStage.Consumer.Topic, letter.GetProperty("subject").GetString());
        Assert.Single(_harness.Runtime.Seen(Topics.DeadLetter));
    }

    [Fact]
    public async Task Run_WholeDocumentDeliveredForTheFirstTime_TakesNoLeaseAndGoesToTheAssembler()
    {
        var work = await _harness.NewDocumentAsync();

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work, deliveryCount: 1));

        var gather = StageHarness.DataOf<GatherWork>(await _harness.Runtime.NextAsync(StageHarness.Assembler.Topic));
        Assert.Null(await _harness.FindLeaseAsync(work));
        Assert.Equal(["1", "2"], Assert.Single(gather.Chunks).Pages!.Select(
            page => page.Output(MarkingStage.Output)!.Content!.Value.GetString()));
        Assert.DoesNotContain(_harness.Runtime.Objects(), key => key.Contains("/marks/"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Run_WholeDocumentDeliveredAgainOrNobodyKnows_TakesTheLease(int? deliveryCount)
    {
        var work = await _harness.NewDocumentAsync("next");

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work, deliveryCount));

        Assert.Equal(1, (await _harness.LeaseAsync(work)).Attempts);
        Assert.True(await _harness.HasOutcomeAsync(work));
    }

    [Fact]
    public async Task Run_WholeDocumentSentAgainByTheWorkflow_TakesTheLease()
    {
        var work = await _harness.NewDocumentAsync() with { Dispatch = 2 };

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work, deliveryCount: 1));

        Assert.NotNull(await _harness.FindLeaseAsync(work));
    }

    [Fact]
    public async Task Run_WholeDocumentWhoseJobIsCancelled_StopsWithinASecond()
    {
        var (work, begun) = (await _harness.NewDocumentAsync(), new TaskCompletionSource());
        _harness.Stage.While = cancellationToken =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        };
        var running = _harness.RunAsync(work, deliveryCount: 1);
        await begun.Task;
        await _harness.Jobs.UpdateAsync(
            work.Header.Job, job => job with { Status = JobStatus.Cancelling }, CancellationToken.None);

        _harness.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DeliveryAnswer.Success, await running);
        Assert.Empty(_harness.Runtime.Seen(StageHarness.Assembler.Topic));
    }

    [Fact]
    public async Task Run_OutputsTooLargeForAMessage_AreObjects()
    {
        var work = await _harness.NewDocumentAsync("next");
        _harness.Stage.Mark = new string('x', 200_000);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work, deliveryCount: 1));

        var next = StageHarness.DataOf<ChunkWork>(await _harness.Runtime.NextAsync(StageHarness.NextStage.Topic));
        Assert.Equal([false, true], next.Pages.Select(page => page.Output(MarkingStage.Output)!.Content is null).Order());
    }

    private static ChunkWork OnePage(ChunkWork work) => work with { Pages = [work.Pages[0]] };

    private static async Task<WorkOwner> DeadOwnerAsync()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync();
        return new WorkOwner(Environment.MachineName, process.Id, 1);
    }
}
