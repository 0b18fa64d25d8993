using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>The habits of a real daprd whose scheduler or broker is away for a moment.</summary>
public sealed class RuntimeFaultTests : IAsyncLifetime
{
    private const string PdfCreated = "pdf.created";

    private readonly RuntimeFaults _faults = new();
    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [PdfCreated], ["Orchestrator:ReconcileEvery=00:00:00.3"], faults: _faults);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Start_LostByTheScheduler_IsRepeatedUntilTheWorkflowRuns()
    {
        // The first by whoever starts it, the second by who comes to mend that.
        _faults.LoseNextStart();
        _faults.LoseNextStart();
        var job = JobId.New("local");
        var source = new SourceFile(JobKeys.Source(job), "x.pdf", "application/pdf", GatewayHarness.Pdf.Length,
            Convert.ToHexStringLower(SHA256.HashData(GatewayHarness.Pdf)));
        _harness.Put(source.Key, GatewayHarness.Pdf);

        await _harness.LeaveQueuedAsync(
            OrchestratorHarness.NewRecord(
                // A job of one phase and one chunk would be sent off before it has a workflow.
                job, new Phase(["pdf-to-png"], AppIds.ResultAssembler), new Phase(["png-to-text"], "png-to-text", "png-to-text"))
                with
                {
                    Source = source, CreatedAt = DateTimeOffset.UtcNow.AddMinutes(-1),
                });

        Assert.Equal(job, WorkOf(await _harness.Runtime.NextAsync(PdfCreated)).Header.Job);
        Assert.True(_faults.AllHappened);
    }

    [Fact]
    public async Task Publish_FailsAndArrivesAllTheSame_SendsTheSameWorkAgain()
    {
        _faults.FailNextPublish(PdfCreated);
        using var posted = await _harness.Http.PostAsync("/v1/jobs", new ByteArrayContent(GatewayHarness.Pdf));
        var id = (await GatewayHarness.AcceptedAsync(posted, 202)).GetProperty("id").GetString();

        var first = WorkOf(await _harness.Runtime.NextAsync(PdfCreated));
        var second = WorkOf(await _harness.Runtime.NextAsync(PdfCreated, count: 2));

        Assert.True(_faults.AllHappened);
        Assert.Equal((id, "0001"), (first.Header.Job.Id, first.ChunkId));
        Assert.Equal((first.Header.Job, first.ChunkId, first.WorkId), (second.Header.Job, second.ChunkId, second.WorkId));
    }

    private static ChunkWork WorkOf(JsonElement message) =>
        message.GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
}
