using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>A stage signs what it reports with the key that came with the work, and hands the key on with it.</summary>
public sealed class ReportSigningTests : IAsyncLifetime
{
    private static readonly string Key = ReportSignature.NewKey();

    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync();

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Report_OfAChunk_IsSigned()
    {
        await _harness.RunAsync(await _harness.NewChunkAsync() with { ReportKey = Key });

        AssertSigned(StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkCompleted)));
    }

    [Fact]
    public async Task Report_OfAChunkThatIsRefused_IsSigned()
    {
        _harness.Stage.While = _ => throw new FailureException(new Failure(FailureCodes.InvalidDocument, "no"));

        await _harness.RunAsync(await _harness.NewChunkAsync() with { ReportKey = Key });

        AssertSigned(StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkFailed)));
    }

    [Fact]
    public async Task Report_OfACut_IsSigned()
    {
        var chunk = await _harness.NewChunkAsync();
        await _harness.RunAsync(
            new CutWork(chunk.Header, "cut", chunk.ReplyTo, MarkingStage.StageName, chunk.Source, chunk.Options)
            {
                ReportKey = Key,
            });

        AssertSigned(StageHarness.DataOf<ChunkReport>(await _harness.Runtime.NextAsync(Topics.ChunkCompleted)));
    }

    [Fact]
    public async Task WholeDocument_HandedOn_TakesTheKeyAlong()
    {
        await _harness.RunAsync(await _harness.NewDocumentAsync("next") with { ReportKey = Key });
        await _harness.RunAsync(await _harness.NewDocumentAsync() with { ReportKey = Key });

        var next = StageHarness.DataOf<StageWork>(await _harness.Runtime.NextAsync(StageHarness.NextStage.Topic));
        var gather = StageHarness.DataOf<StageWork>(await _harness.Runtime.NextAsync(StageHarness.Assembler.Topic));
        Assert.Equal((Key, Key), (next.ReportKey, gather.ReportKey));
    }

    [Fact]
    public void Signature_OfAReportThatSaysSomethingElse_IsNotGenuine()
    {
        var header = new EventHeader(JobId.New("local"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var report = ReportSignature.Sign(new ChunkReport(header, "0001", header.Job.Id, PagesFailed: 0, Units: 2), Key);
        ChunkReport[] forged =
        [
            report with { Header = header with { Job = JobId.New("local") } }, report with { WorkId = "0002" },
            report with { ReplyTo = "other" }, report with { PagesFailed = 1 }, report with { Units = 3 },
            report with { EndsJob = true },
            report with { Failure = new PageFailure("x", new Failure("y", "z")) },
            report with { Totals = new ResultTotals(new Dictionary<string, int>(), 1) },
            report with { Signature = null }, report with { Signature = "?" }, report with { Signature = "AAAA" },
        ];

        Assert.True(ReportSignature.IsGenuine(report with { Header = header with { CreatedAt = DateTimeOffset.MaxValue } }, Key));
        Assert.DoesNotContain(forged, other => ReportSignature.IsGenuine(other, Key));
        Assert.False(ReportSignature.IsGenuine(report, ReportSignature.NewKey()));
    }

    private static void AssertSigned(ChunkReport report) =>
        Assert.True(report.Signature is not null && ReportSignature.IsGenuine(report, Key));
}
