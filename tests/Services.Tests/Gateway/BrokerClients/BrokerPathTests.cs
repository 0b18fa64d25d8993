using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.BrokerClients;

/// <summary>
/// Messages as stages keep them, from gateway and orchestrator to the completion on the broker; no stage is there to work.
/// </summary>
public sealed class BrokerPathTests : IAsyncLifetime
{
    private const string FirstStage = "png.created";
    private const string AdminKey = "the-administrators-own-key";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync()
    {
        _harness = await StartAsync();
        _harness.Put("raw/there.pdf", GatewayHarness.Pdf);
    }

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Request_JobEnds_IsCompletedInTheSeedsWords()
    {
        Publish("""{"request_id":"r-1","s3_bucket":"documents","s3_key":"raw/there.pdf","processing_timeout":600}""");
        var work = (await _harness.Runtime.NextAsync(FirstStage)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        var job = work.Header.Job;
        Assert.Equal("pdf.docling", (await RecordAsync(job)).Pipeline);

        await EndAsync(work);

        var completion = await _harness.Runtime.NextAsync(Topics.DoclingCompleted);
        Assert.Equal(("r-1", "completed"), (Text(completion, "request_id"), Text(completion, "status")));
        Assert.Equal($"{job}/result/document.json", Text(completion, "s3_key"));
        await Eventually.Async(
            () => _harness.Runtime.Objects(BrokerMessageKeys.Prefix).Count == 0, Patience, "the message is gone");
    }

    [Fact]
    public async Task Request_ThatComesAgain_MakesOneJob_AndIsToldTheSameAgain()
    {
        const string message = """{"request_id":"r-2","s3_key":"raw/there.pdf"}""";
        Publish(message);
        Publish(message, delay: 1);
        var work = (await _harness.Runtime.NextAsync(FirstStage)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        await EndAsync(work);
        var first = await _harness.Runtime.NextAsync(Topics.DoclingCompleted);
        // The client has removed what it has uploaded, as the seeds' does.
        File.Delete(Path.Combine(_harness.Runtime.ObjectFolder, "raw/there.pdf"));

        Publish(message, delay: 2);

        // Of the first two one may be looked at after the end, and is told of it then.
        await Eventually.Async(
            () => _harness.Runtime.Seen(Topics.DoclingCompleted).Count >= 2
                && _harness.Runtime.Objects(BrokerMessageKeys.Prefix).Count == 0, Patience, "it is told again");
        Assert.All(
            _harness.Runtime.Seen(Topics.DoclingCompleted), one => Assert.Equal(first.GetRawText(), one.GetRawText()));
        Assert.Single(_harness.Runtime.Seen(FirstStage));
        Assert.Single(_harness.Runtime.Objects(JobKeys.AllListMarkers));
    }

    [Fact]
    public async Task Requests_ThatCannotBeTaken_AreToldWhy_Once()
    {
        _harness.Put("raw/text.bin", [0, 1, 2, 3]);
        (string Fields, string Code)[] requests =
        [
            (""","s3_key":"raw/none.pdf" """, "source_not_found"),
            (""","s3_key":"raw/../local/x/raw/source" """, "source_not_allowed"),
            (""","s3_key":"acme/x/raw/source" """, "source_not_allowed"),
            (""","s3_url":"http://127.0.0.1:1/x.pdf" """, "source_not_allowed"),
            ("", "source_missing"),
            (""","s3_key":"raw/there.pdf","file_size":5""", "file_size_mismatch"),
            (""","s3_key":"raw/there.pdf","file_size":1e12""", "upload_too_large"),
            (""","s3_key":"raw/there.pdf","extra":1""", "unknown_field"),
            (""","s3_key":"raw/text.bin" """, "unsupported_media_type"),
            ($""","s3_key":"raw/{new string('x', 70_000)}" """, "message_too_large"),
        ];

        for (var i = 0; i < requests.Length; i++)
        {
            Publish($$"""{"request_id":"r-{{i}}"{{requests[i].Fields}}}""", delay: i);
        }

        await Eventually.Async(
            () => _harness.Runtime.Objects(BrokerMessageKeys.Prefix).Count == 0, Patience, "the messages are gone");
        await _harness.Runtime.NextAsync(Topics.DoclingCompleted, requests.Length);
        Assert.Equal(
            requests.Select((request, i) => $"r-{i} failed {request.Code}"),
            _harness.Runtime.Seen(Topics.DoclingCompleted).Select(told =>
                $"{Text(told, "request_id")} {Text(told, "status")} {Text(told.GetProperty("error"), "code")}")
                .Order(StringComparer.Ordinal));
        Assert.Empty(_harness.Runtime.Objects(JobKeys.AllListMarkers));
    }

    [Fact]
    public async Task Bucket_OtherThanThePlatforms_IsRefusedByItsName()
    {
        await using var harness = await StartAsync("ObjectStore:Bucket=documents");
        harness.Put("raw/there.pdf", GatewayHarness.Pdf);

        Publish("""{"request_id":"r-1","s3_bucket":"others","s3_key":"raw/there.pdf"}""", harness: harness);
        Publish("""{"request_id":"r-2","s3_bucket":"documents","s3_key":"raw/there.pdf"}""", delay: 1, harness: harness);

        var told = await harness.Runtime.NextAsync(Topics.DoclingCompleted);
        Assert.Equal(("r-1", "failed"), (Text(told, "request_id"), Text(told, "status")));
        Assert.Equal("bucket_not_allowed", Text(told.GetProperty("error"), "code"));
        await harness.Runtime.NextAsync(FirstStage);
        Assert.Single(harness.Runtime.Objects(JobKeys.AllListMarkers));
    }

    [Theory]
    [InlineData("""{"request_id":"r","s3_url":"ADDRESS"}""")]
    [InlineData("""{"request_id":"r","s3_bucket":"theirs","s3_key":"elsewhere/x.pdf","s3_url":"ADDRESS"}""")]
    public async Task Address_OfADocumentThatIsNotInTheStore_IsFetched(string message)
    {
        await using var remote = await RemoteAsync();
        await using var harness = await StartAsync(
            "Gateway:AllowHttpSources=true", "Gateway:HttpSourceNetworks:0=127.0.0.0/8");

        Publish(message.Replace("ADDRESS", $"{remote.Urls.First()}/x.pdf?signature=s"), harness: harness);

        var work = (await harness.Runtime.NextAsync(FirstStage)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        var stored = await File.ReadAllBytesAsync(Path.Combine(harness.Runtime.ObjectFolder, work.Source.Key));
        Assert.Equal(GatewayHarness.Pdf, stored);
        Assert.Equal("x.pdf", work.Source.FileName);
    }

    [Fact]
    public async Task Message_ThatSaysNothingOfItsSender_IsADeadLetter()
    {
        Publish("""{"hello":"world"}""");
        Publish("no JSON at all", delay: 1);

        await Eventually.Async(
            () => _harness.Runtime.Objects(DeadLetterKeys.Prefix).Count == 2
                && _harness.Runtime.Objects(BrokerMessageKeys.Prefix).Count == 0, Patience, "both are dead letters");
        Assert.Empty(_harness.Runtime.Seen(Topics.DoclingCompleted));
    }

    [Fact]
    public async Task ProcessingTimeout_IsOver_EndsTheJob()
    {
        Publish("""{"request_id":"r","s3_key":"raw/there.pdf","processing_timeout":2}""");

        var completion = await _harness.Runtime.NextAsync(Topics.DoclingCompleted);

        Assert.Equal("deadline_exceeded", Text(completion.GetProperty("error"), "code"));
    }

    [Fact]
    public async Task CancelledJob_OfAnEvent_IsToldInItsOwnSpelling()
    {
        Publish("""{"header":{"workflow_id":"w-1","tenant_id":"book"},"pdf_key":"raw/there.pdf"}""");
        var work = (await _harness.Runtime.NextAsync(FirstStage)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        Assert.Equal("audiobook", (await RecordAsync(work.Header.Job)).Pipeline);

        using var cancelled = await _harness.Http.PostAsync($"/v1/jobs/{work.Header.Job.Id}/cancel", content: null);

        var told = await _harness.Runtime.NextAsync(Topics.FinalAudioCreated);
        var header = told.GetProperty("header");
        Assert.Equal(("w-1", "book"), (Text(header, "workflow_id"), Text(header, "tenant_id")));
        Assert.Equal(("", "cancelled"), (Text(told, "final_audio_key"), Text(told.GetProperty("error"), "code")));
    }

    [Fact]
    public async Task Tenants_WithoutOneForTheBroker_TakeNothingByIt()
    {
        await using var harness = await StartAsync($"Tenants:AdminKey={AdminKey}");
        harness.Put("raw/there.pdf", GatewayHarness.Pdf);

        Publish("""{"request_id":"r","s3_key":"raw/there.pdf"}""", harness: harness);

        var completion = await harness.Runtime.NextAsync(Topics.DoclingCompleted);
        Assert.Equal("broker_path_off", Text(completion.GetProperty("error"), "code"));
    }

    [Fact]
    public async Task BrokersTenant_OwnsItsJobs_WithinItsLimits()
    {
        await using var harness = await StartAsync($"Tenants:AdminKey={AdminKey}", "Broker:Tenant=acme");
        harness.Put("raw/acme/there.pdf", GatewayHarness.Pdf);
        Publish("""{"request_id":"early","s3_key":"raw/acme/there.pdf"}""", harness: harness);
        var unknown = await harness.Runtime.NextAsync(Topics.DoclingCompleted);
        Assert.Equal("tenant_unknown", Text(unknown.GetProperty("error"), "code"));
        harness.Http.DefaultRequestHeaders.Add("X-Api-Key", AdminKey);
        using var made = await harness.Http.PostAsync(
            "/v1/admin/tenants",
            new StringContent("""{"name":"acme","limits":{"bytesPerDay":10}}""", Encoding.UTF8, "application/json"));
        Assert.Equal(201, (int)made.StatusCode);

        // Its limits would let it in tomorrow: it waits as long as its client does.
        Publish("""{"request_id":"late","s3_key":"raw/acme/there.pdf","processing_timeout":1}""", harness: harness, delay: 1);

        var refused = await harness.Runtime.NextAsync(Topics.DoclingCompleted, count: 2);
        Assert.Equal(("late", "failed"), (Text(refused, "request_id"), Text(refused, "status")));
        Assert.Contains(Text(refused.GetProperty("error"), "code"), (string[])["bytes_exhausted", "deadline_exceeded"]);
        Assert.Empty(harness.Runtime.Objects(JobKeys.AllListMarkers));
    }

    [Theory]
    [InlineData("Tenants:AdminKey=the-administrators-own-key", "Broker:Tenant=Acme!")]
    [InlineData("Broker:Tenant=acme")]
    [InlineData("Broker:EventPipeline=")]
    public async Task Start_WithATenantThatCannotBe_IsRefused(params string[] settings) =>
        await Assert.ThrowsAnyAsync<Exception>(() => GatewayHarness.StartAsync(settings));

    private static Task<OrchestratorHarness> StartAsync(params string[] gateway) => OrchestratorHarness.StartAsync(
        [FirstStage, Topics.DoclingCompleted, Topics.FinalAudioCreated],
        gateway: ["Gateway:ImportPrefix=raw/", "Gateway:MaxUploadBytes=100000", "Broker:Every=00:00:00.1", .. gateway]);

    /// <summary>Somebody else's store, which hands out documents by presigned addresses.</summary>
    private static async Task<WebApplication> RemoteAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var remote = builder.Build();
        remote.MapGet("/x.pdf", (string signature) => Results.Bytes(GatewayHarness.Pdf, "application/pdf"));
        await remote.StartAsync();
        return remote;
    }

    /// <summary>As a stage leaves it.</summary>
    private void Publish(string body, int delay = 0, OrchestratorHarness? harness = null)
    {
        var message = new BrokerMessage(
            DateTimeOffset.UtcNow.AddMilliseconds(delay), "pdf.docling.requested", Encoding.UTF8.GetBytes(body));
        (harness ?? _harness).Put(
            BrokerMessageKeys.Of(message), JsonSerializer.SerializeToUtf8Bytes(message, ServiceHost.Json));
    }

    /// <summary>Answers for the stages: the document is done as a whole.</summary>
    private async Task EndAsync(ChunkWork work)
    {
        var job = work.Header.Job;
        var result = new JobResult(
            "pdf.docling", 1, 0, new Dictionary<string, int>(), [],
            [new Artifact("document.json", "application/json", 2), new Artifact("document.md", "text/markdown", 2)], []);
        _harness.Put(JobKeys.Result(job, JobResult.Name), JsonSerializer.SerializeToUtf8Bytes(result, ServiceHost.Json));
        await _harness.PublishAsync(
            Topics.ChunkCompleted, new ChunkReport(work.Header, GatherWork.WholeDocument, work.ReplyTo, PagesFailed: 0, Units: 1)
            {
                EndsJob = work.Gather!.IsLast,
            });
    }

    private async Task<JobRecord> RecordAsync(JobId job) =>
        (await _harness.Runtime.FindStateAsync(JobKeys.Record(job)))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
