using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>
/// The state store fails at a write, before or after it is stored: no acknowledged step of a job is lost, and none is done twice.
/// </summary>
public sealed class StateFailureTests : IAsyncLifetime
{
    private const string PdfCreated = "pdf.created";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FailingWrites _failures = new();
    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [PdfCreated], ["Orchestrator:ReconcileEvery=00:00:00.3"], failures: _failures);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Theory]
    [InlineData(WriteFailure.BeforeCommit)]
    [InlineData(WriteFailure.AfterCommit)]
    public async Task Submit_RecordWriteFails_SaysSoAndTheSameKeyMakesOneJob(WriteFailure when)
    {
        _failures.FailNext("jobs/", when);

        using var first = await PostAsync(GatewayHarness.Pdf);
        using var second = await PostAsync(GatewayHarness.Pdf);

        await GatewayHarness.ProblemAsync(first, 503, "platform_unavailable");
        Assert.NotNull(first.Headers.RetryAfter);
        var id = (await GatewayHarness.AcceptedAsync(second, 202)).GetProperty("id").GetString();
        var work = (await _harness.Runtime.NextAsync(PdfCreated)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        Assert.Equal(id, work.Header.Job.Id);
        Assert.Single(
            JsonDocument.Parse(await _harness.Http.GetStringAsync("/v1/jobs")).RootElement.GetProperty("jobs").EnumerateArray());
    }

    [Theory]
    [InlineData(WriteFailure.BeforeCommit)]
    [InlineData(WriteFailure.AfterCommit)]
    public async Task Finish_RecordWriteFails_EndsTheJobOnceAndRight(WriteFailure when)
    {
        using var response = await PostAsync("%PDF-1.7\nnothing else"u8.ToArray());
        var id = (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString();
        _failures.FailNext($"jobs/local/{id}", when);

        var job = default(JsonElement);
        await Eventually.Async(
            async () =>
            {
                job = JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{id}")).RootElement;
                return job.GetProperty("status").GetString() == "failed" && _failures.AllFailed;
            },
            Patience, "the write has failed and the job has ended");

        Assert.Equal(FailureCodes.InvalidDocument, job.GetProperty("error").GetProperty("code").GetString());
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] document)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = new ByteArrayContent(document) };
        request.Headers.Add("Idempotency-Key", "same");
        return await _harness.Http.SendAsync(request);
    }
}
