using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Platform.Tests.Jobs;

public sealed class JobStartsTests
{
    private readonly JobStarts _starts = new();
    private readonly List<string> _begun = [];

    [Fact]
    public void TryTell_NobodyHere_SaysSo() => Assert.False(_starts.TryTell(Job("one")));

    [Fact]
    public void TryTell_WhileSomebodyBeginsJobs_IsBegunThere()
    {
        using var taking = _starts.Take(job => _begun.Add(job.Id.Id));

        Assert.True(_starts.TryTell(Job("one")));
        Assert.Equal(["one"], _begun);
    }

    [Fact]
    public void TryTell_AfterTheyStopped_SaysSo()
    {
        _starts.Take(job => _begun.Add(job.Id.Id)).Dispose();

        Assert.False(_starts.TryTell(Job("one")));
        Assert.Empty(_begun);
    }

    [Fact]
    public void Dispose_OfTheOneBefore_LeavesTheOneThatCameAfter()
    {
        var first = _starts.Take(_ => _begun.Add("first"));
        using var second = _starts.Take(_ => _begun.Add("second"));

        first.Dispose();

        Assert.True(_starts.TryTell(Job("one")));
        Assert.Equal(["second"], _begun);
    }

    private static JobRecord Job(string id) => new()
    {
        Id = new JobId("local", id), Pipeline = "document", Phases = [], Artifacts = [], Status = JobStatus.Queued,
        Options = new JobOptions(),
        Source = new SourceFile("x", "x.pdf", "application/pdf", 9, new string('0', 64)),
        CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
    };
}
