using DaprProcessing.Contracts.Jobs;
using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>A stage that has nothing to do keeps no documents of jobs that are over.</summary>
public sealed class SourceSweeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync();

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Document_OfAJobThatIsDeletedOrOver_GoesAndThatOfARunningOneStays()
    {
        var (running, over) = (await _harness.NewChunkAsync(), await _harness.NewChunkAsync(JobStatus.Succeeded));
        string[] gone = [Keep(JobId.New("local")), Keep(over.Header.Job)];
        var (stays, half) = (Keep(running.Header.Job), Keep(running.Header.Job, ".0123.part"));

        await Eventually.Async(
            () =>
            {
                _harness.Clock.Advance(Round);
                return !gone.Append(half).Any(File.Exists);
            },
            Patience, "what nobody needs is gone");

        Assert.True(File.Exists(stays));
    }

    /// <summary>As an idle stage has it that has had work of the job.</summary>
    private string Keep(JobId job, string suffix = "")
    {
        var path = Path.Combine(_harness.CacheFolder, $"{job.Tenant}.{job.Id}{suffix}");
        Directory.CreateDirectory(_harness.CacheFolder);
        File.WriteAllText(path, "document");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        File.SetLastAccessTimeUtc(path, DateTime.UnixEpoch);
        return path;
    }
}
