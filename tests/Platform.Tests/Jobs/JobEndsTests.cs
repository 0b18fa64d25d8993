using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Platform.Tests.Jobs;

public sealed class JobEndsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly JobId Job = new("local", "one");

    private readonly JobEnds _ends = new();

    [Fact]
    public async Task Tell_EveryoneWhoWaits_HasTheRecord()
    {
        using var first = _ends.Expect(Job);
        using var second = _ends.Expect(Job);
        using var other = _ends.Expect(new JobId("local", "two"));
        var waiting = first.WaitAsync(Long, TimeProvider.System, CancellationToken.None);

        var record = Ended();
        _ends.Tell(record);

        Assert.Same(record, await waiting);
        Assert.Same(record, await second.WaitAsync(Long, TimeProvider.System, CancellationToken.None));
        Assert.Null(await other.WaitAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None));
        Assert.True(second.IsTold);
        Assert.False(other.IsTold);
    }

    [Fact]
    public async Task Tell_WhoHasLeft_IsForgotten()
    {
        var left = _ends.Expect(Job);
        left.Dispose();
        left.Dispose();

        _ends.Tell(Ended());

        Assert.Null(await left.WaitAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Wait_Cancelled_SaysSoAndNotThatNothingWasTold()
    {
        using var watch = _ends.Expect(Job);
        using var gone = new CancellationTokenSource();
        var waiting = watch.WaitAsync(Long, TimeProvider.System, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void AreTold_OnlyWhereEveryEndIs()
    {
        Assert.False(_ends.AreTold);
        _ends.Tell(Ended());
        Assert.True(_ends.AreTold);

        _ends.Missed();
        _ends.Tell(Ended());

        Assert.False(_ends.AreTold);
    }

    private static JobRecord Ended() => new()
    {
        Id = Job, Pipeline = "document", Phases = [], Artifacts = [], Status = JobStatus.Succeeded, Options = new JobOptions(),
        Source = new SourceFile(JobKeys.Source(Job), "x.pdf", "application/pdf", 9, new string('0', 64)),
        CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
    };
}
