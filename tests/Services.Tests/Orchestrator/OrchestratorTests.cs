using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>Gateway and orchestrator together, with no stages: what is dispatched is seen and stays undone.</summary>
public sealed class OrchestratorTests : IAsyncLifetime
{
    private const string PdfCreated = "pdf.created";
    private const string PngCreated = "png.created";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [PdfCreated, PngCreated],
        [
            "Orchestrator:ReconcileEvery=00:00:00.3", "Orchestrator:SweepEvery=00:00:00.3",
            "Orchestrator:AbandonedUploadAfter=00:00:00.5", "Orchestrator:SweepDeletedEvery=00:00:00.3",
            "Orchestrator:LateWritesUntil=00:00:02",
        ],
        gateway: ["Gateway:UploadRetention=00:00:04"]);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Job_OfADocument_IsPlannedAndDispatchedWithItsSlip()
    {
        var id = await SubmitAsync(GatewayHarness.Pdf);

        var work = (await _harness.Runtime.NextAsync(PdfCreated)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;

        Assert.Equal((id, "0001", 1), (work.Header.Job.Id, work.ChunkId, work.TotalPages));
        Assert.Equal(["pdf-to-png", "png-to-text", "pdf-docling"], work.Slip);
        await StatusAsync(id, "running");
    }

    [Fact]
    public async Task Cancel_JobAtWork_EndsItForGood()
    {
        var id = await SubmitAsync(GatewayHarness.Pdf);
        await _harness.Runtime.NextAsync(PdfCreated);

        for (var time = 0; time < 2; time++)
        {
            using var response = await _harness.Http.PostAsync($"/v1/jobs/{id}/cancel", content: null);
            Assert.Equal(202, (int)response.StatusCode);
        }

        await StatusAsync(id, "cancelled");
        await Eventually.Async(
            () => _harness.Runtime.Objects(JobKeys.OpenMarkers).Count == 0, Patience, "the open marker is gone");
    }

    [Fact]
    public async Task Job_OfABrokenDocument_FailsWithItsReason()
    {
        var id = await SubmitAsync("%PDF-1.7\nnothing else"u8.ToArray());

        var job = await StatusAsync(id, "failed");

        Assert.Equal(FailureCodes.InvalidDocument, job.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(_harness.Runtime.Seen(PdfCreated));
    }

    [Fact]
    public async Task Reconcile_RecordWithoutWorkflow_IsStarted()
    {
        var job = JobId.New("local");
        await _harness.LeaveQueuedAsync(NewRecordOfADocument(job));

        var work = (await _harness.Runtime.NextAsync(PdfCreated)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;

        Assert.Equal(job, work.Header.Job);
    }

    [Fact]
    public async Task Reconcile_StageOfTheJobIsGone_FailsWithItsName()
    {
        // What an upgrade leaves that takes a stage away while jobs are at work.
        var job = JobId.New("local");
        await _harness.LeaveQueuedAsync(
            OrchestratorHarness.NewRecord(job, new Phase(["pdf-to-png", "gone"], AppIds.ResultAssembler)));

        var error = (await StatusAsync(job.Id, "failed")).GetProperty("error");

        Assert.Equal(FailureCodes.StageMissing, error.GetProperty("code").GetString());
        Assert.Contains("'gone'", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Reconcile_WorkflowOfAnotherVersion_IsStartedAgain()
    {
        // What an upgrade leaves: the worker fails a workflow whose name it does not know as soon as anything happens to it.
        var job = JobId.New("local");
        var workflows = _harness.Orchestrator.Services.GetRequiredService<DaprWorkflowClient>();
        await workflows.ScheduleNewWorkflowAsync($"{nameof(ProcessDocumentWorkflow)}-before", job.Id, new JobRun(job));
        await Eventually.Async(
            async () => await workflows.GetWorkflowStateAsync(job.Id) is { RuntimeStatus: WorkflowRuntimeStatus.Failed },
            Patience, "the workflow has failed");

        await _harness.LeaveQueuedAsync(NewRecordOfADocument(job));

        var work = (await _harness.Runtime.NextAsync(PdfCreated)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        Assert.Equal(job, work.Header.Job);
    }

    [Fact]
    public async Task Reconcile_UploadWithoutRecord_IsSweptOnceItIsOld()
    {
        var job = JobId.New("local");
        _harness.Put(JobKeys.OpenMarker(job), "{}"u8.ToArray());
        _harness.Put(JobKeys.Source(job), GatewayHarness.Pdf);

        await Eventually.Async(() => _harness.Runtime.Objects().Count == 0, Patience, "what was left behind is gone");
    }

    [Theory]
    [InlineData("_open/.DS_Store")]
    [InlineData("_open/local/")]
    [InlineData("_open/local/not-a-job")]
    [InlineData("_jobs/.DS_Store")]
    [InlineData("_jobs/local/0000000000000000001-short")]
    [InlineData("_deleted/yesterday/local/abc")]
    [InlineData("_uploads/x")]
    public async Task Upkeep_StrayObjectUnderAPrefixOfItsOwn_IsSkippedAndTheRestDone(string stray)
    {
        _harness.Put(stray.EndsWith('/') ? stray + "folder" : stray, "{}"u8.ToArray());
        var abandoned = JobId.New("local");
        _harness.Put(JobKeys.OpenMarker(abandoned), "{}"u8.ToArray());
        _harness.Put(JobKeys.Source(abandoned), GatewayHarness.Pdf);

        await Eventually.Async(() => _harness.Runtime.Objects().Count == 1, Patience, "all but the stray object is gone");

        using var listed = await _harness.Http.GetAsync("/v1/jobs");
        Assert.Equal(200, (int)listed.StatusCode);
    }

    [Fact]
    public async Task Delete_JobAtWork_LeavesNothingOfWhatIsWrittenAfterIt()
    {
        var id = await SubmitAsync(GatewayHarness.Pdf);
        await _harness.Runtime.NextAsync(PdfCreated);

        using var deleted = await _harness.Http.DeleteAsync($"/v1/jobs/{id}");
        Assert.Equal(204, (int)deleted.StatusCode);
        // What a stage does that has a page in its hands.
        _harness.Put(JobKeys.PageImage(new JobId("local", id), 1), "late"u8.ToArray());

        await Eventually.Async(() => !_harness.Runtime.Objects().Any(key => key.Contains(id)), Patience, "nothing names the job");
    }

    [Fact]
    public async Task Sweep_JobExpired_IsRemovedWithEverything()
    {
        var (job, kept) = (JobId.New("local"), JobId.New("local"));
        foreach (var (id, expiresAt) in ((JobId, DateTimeOffset)[])[
            (job, DateTimeOffset.UtcNow.AddSeconds(-1)), (kept, DateTimeOffset.UtcNow.AddDays(1))])
        {
            var record = NewRecord(id) with { Status = JobStatus.Succeeded, ExpiresAt = expiresAt };
            await _harness.Runtime.SaveStateAsync(JobKeys.Record(id), record);
            _harness.Put(record.Source.Key, GatewayHarness.Pdf);
            _harness.Put(JobKeys.Result(id, "document.md"), "text"u8.ToArray());
            _harness.Put(JobKeys.ListMarker(id, record.CreatedAt), "{}"u8.ToArray());
        }

        await Eventually.Async(
            async () => await _harness.Runtime.FindStateAsync(JobKeys.Record(job)) is null, Patience, "the record is gone");
        await Eventually.Async(
            () => !_harness.Runtime.Objects().Any(key => key.Contains(job.Id)), Patience, "the objects are gone");
        Assert.Equal(3, _harness.Runtime.Objects().Count(key => key.Contains(kept.Id)));
    }

    [Fact]
    public async Task Sweep_UploadExpired_IsRemovedAndJobsOfItKeepTheirs()
    {
        using var content = new ByteArrayContent(GatewayHarness.Pdf);
        using var uploaded = await _harness.Http.PostAsync("/v1/uploads", content);
        var upload = (await GatewayHarness.AcceptedAsync(uploaded, 201)).GetProperty("uploadId").GetString();
        var body = $$$"""{"source":{"kind":"upload","uploadId":"{{{upload}}}"}}""";
        using var json = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var submitted = await _harness.Http.PostAsync("/v1/jobs", json);
        var job = (await GatewayHarness.AcceptedAsync(submitted, 202)).GetProperty("id").GetString();

        await Eventually.Async(
            () => !_harness.Runtime.Objects().Any(key => key.Contains(upload!)), Patience, "the upload is gone");

        Assert.Contains($"local/{job}/raw/source", _harness.Runtime.Objects());
        Assert.Null(await _harness.Runtime.FindStateAsync($"uploads/local/{upload}"));
    }

    private static JobRecord NewRecord(JobId job) =>
        OrchestratorHarness.NewRecord(job, new Phase(["pdf-to-png"], AppIds.ResultAssembler));

    private JobRecord NewRecordOfADocument(JobId job)
    {
        var source = new SourceFile(JobKeys.Source(job), "x.pdf", "application/pdf", GatewayHarness.Pdf.Length,
            Convert.ToHexStringLower(SHA256.HashData(GatewayHarness.Pdf)));
        _harness.Put(source.Key, GatewayHarness.Pdf);
        return NewRecord(job) with { Source = source };
    }

    private async Task<string> SubmitAsync(byte[] document)
    {
        using var content = new ByteArrayContent(document);
        using var response = await _harness.Http.PostAsync("/v1/jobs", content);
        return (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> StatusAsync(string id, string status)
    {
        var job = default(JsonElement);
        await Eventually.Async(
            async () =>
            {
                job = JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{id}")).RootElement;
                return job.GetProperty("status").GetString() == status;
            },
            Patience, $"the job is {status}");
        return job;
    }
}
