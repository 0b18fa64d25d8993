using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Stages.Work;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>What a stage makes of objects that are not what they were.</summary>
public sealed class SourceFaultTests : IAsyncLifetime
{
    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync();

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Run_DocumentChanged_NeverBecomesAResult()
    {
        var work = await _harness.NewChunkAsync();
        await File.WriteAllTextAsync(Path.Combine(_harness.Runtime.ObjectFolder, work.Source.Key), "%PDF-1.4\n");

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(DeliveryAnswer.Retry, await _harness.RunAsync(work));
        }

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));
        await _harness.Runtime.NextAsync(Topics.ChunkFailed);
        Assert.Empty(_harness.Runtime.Seen(Topics.ChunkCompleted));
    }

    [Fact]
    public async Task Run_ObjectOfAnEarlierStageGone_ReportsTheChunkFailed()
    {
        var work = await _harness.NewChunkAsync();
        _harness.Stage.While = cancellationToken =>
            _harness.Objects.GetAsync(JobKeys.PageTexts(work.Header.Job, work.ChunkId), cancellationToken);

        Assert.Equal(DeliveryAnswer.Success, await _harness.RunAsync(work));

        var report = StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkFailed));
        Assert.Equal(FailureCodes.SourceMissing, report.Failure!.Failure.Code);
    }
}
