using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.State;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>Places over one store that several replicas take, and that were forgotten.</summary>
public sealed class JobPlacesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly StoppedClock _clock = new();

    [Fact]
    public async Task Take_OfThreeReplicasAtOnce_GivesAsManyAsThereAre()
    {
        var replicas = Enumerable.Range(0, 3).Select(_ => NewPlaces()).ToList();
        var jobs = Enumerable.Range(0, 12).Select(_ => JobId.New("crowd")).ToList();

        var taken = await Task.WhenAll(jobs.Select(
            (job, index) => replicas[index % 3].TryTakeAsync(job, 5, CancellationToken.None)));

        Assert.Equal(5, taken.Count(isTaken => isTaken));
        // Whoever has one is not refused it, and one that is given back is another's.
        var (has, hasNot) = (jobs[Array.IndexOf(taken, true)], jobs[Array.IndexOf(taken, false)]);
        Assert.True(await replicas[0].TryTakeAsync(has, 5, CancellationToken.None));
        Assert.False(await replicas[0].TryTakeAsync(hasNot, 5, CancellationToken.None));
        await replicas[1].ReleaseAsync(has, CancellationToken.None);
        await replicas[1].ReleaseAsync(has, CancellationToken.None);
        Assert.True(await replicas[2].TryTakeAsync(hasNot, 5, CancellationToken.None));
        Assert.False(await replicas[2].TryTakeAsync(has, 5, CancellationToken.None));
    }

    [Fact]
    public async Task Take_PlaceOfAJobThatIsGone_IsFreeAMinuteLater()
    {
        var (open, gone) = ((await AddJobAsync("left")).Id, JobId.New("left"));
        var places = NewPlaces();
        Assert.True(await places.TryTakeAsync(open, 2, CancellationToken.None));
        Assert.True(await places.TryTakeAsync(gone, 2, CancellationToken.None));
        var (third, fourth) = (JobId.New("left"), JobId.New("left"));
        Assert.False(await places.TryTakeAsync(third, 2, CancellationToken.None));

        _clock.Now += TimeSpan.FromMinutes(1);

        Assert.True(await places.TryTakeAsync(third, 2, CancellationToken.None));
        Assert.False(await places.TryTakeAsync(fourth, 2, CancellationToken.None));
    }

    [Fact]
    public async Task Pages_KeptForAJobThatHasEnded_AreFreeForAnother()
    {
        var (places, first, next) = (NewPlaces(), await AddJobAsync("keep"), await AddJobAsync("keep"));
        Assert.True(await places.TryKeepPagesAsync(first.Id, 8, quota: 10, CancellationToken.None));
        Assert.False(await places.TryKeepPagesAsync(next.Id, 3, quota: 10, CancellationToken.None));

        await LoseReleaseAsync(first);

        Assert.True(await places.TryKeepPagesAsync(next.Id, 3, quota: 10, CancellationToken.None));
    }

    [Fact]
    public async Task Pages_KeptForAJobThatHasEnded_AreNotTaken()
    {
        var (places, first, next) = (NewPlaces(), await AddJobAsync("day"), await AddJobAsync("day"));
        Assert.True(await places.TryKeepPagesAsync(first.Id, 8, quota: 10, CancellationToken.None));
        Assert.True(await places.TryKeepPagesAsync(next.Id, 2, quota: 10, CancellationToken.None));
        Assert.Equal(10, await places.PagesTakenAsync("day", quota: 10, CancellationToken.None));

        await LoseReleaseAsync(first);

        Assert.Equal(2, await places.PagesTakenAsync("day", quota: 10, CancellationToken.None));
    }

    private async Task<JobRecord> AddJobAsync(string tenant)
    {
        var record = OrchestratorHarness.NewRecord(JobId.New(tenant));
        await fixture.Gateway.Runtime.SaveStateAsync(JobKeys.Record(record.Id), record);
        return record;
    }

    /// <summary>As a kill leaves it between a job's end and the release of its place.</summary>
    private Task LoseReleaseAsync(JobRecord job) => fixture.Gateway.Runtime.SaveStateAsync(
        JobKeys.Record(job.Id), job with { Status = JobStatus.Succeeded, FinishedAt = _clock.Now });

    private JobPlaces NewPlaces()
    {
        var services = fixture.Gateway.App.Services;
        return new JobPlaces(
            services.GetRequiredService<StateDocument<JobsAtWork>>(), services.GetRequiredService<JobStore>(),
            services.GetRequiredService<UsageStore>(), _clock);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 27, 12, 0, 20, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
