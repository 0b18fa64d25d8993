using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>A job that continues another; the test answers for the stages. Ten pages are chunks of four, four and two.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private const string FirstTopic = "png.created";
    private const int Pages = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private OrchestratorHarness _harness = null!;

    private static string GatherTopic => ConsumerCatalogue.Shipped.Stage(AppIds.ResultAssembler).Topic;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync([FirstTopic, GatherTopic]);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Retry_OfFailedPages_SendsTheirChunkAndCarriesTheOthersOver()
    {
        var first = await FailAsync(page: 6);

        var (job, chunks, gather) = await RetryAsync(first, chunks: 1);

        Assert.Equal([5, 6, 7, 8], chunks[0].Pages.Select(page => page.PageNo));
        Assert.Equal(
            ["0001 carried", "0002", "0003 carried"],
            gather.Chunks.Select(chunk => chunk.ChunkId + (chunk.IsCarried ? " carried" : "")));
        var carried = await OutcomeAsync(job, "0001");
        Assert.All(carried.Pages, page => Assert.Equal(JobKeys.PageTexts(job, "0001"), page.Outputs["text"].Key));
        Assert.Equal("read of 3", await TextOfAsync(carried.Pages[2]));
        var view = await JobAsync(job, "succeeded");
        Assert.Equal(first.Id, view.GetProperty("continues").GetString());
        Assert.Equal("partially_succeeded", (await JobAsync(first, "partially_succeeded")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Retry_OfFailedPages_LeavesNeitherJobInNeedOfTheOther()
    {
        var first = await FailAsync(page: 1);
        var (job, _, _) = await RetryAsync(first, chunks: 1);

        using var deleted = await _harness.Http.DeleteAsync($"/v1/jobs/{first.Id}");

        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal("read of 9", await TextOfAsync((await OutcomeAsync(job, "0003")).Pages[0]));
        Assert.Empty(_harness.Runtime.Objects(JobKeys.Root(first)));
    }

    [Fact]
    public async Task Retry_OfFailedPages_DoesAgainWhatIsGone()
    {
        var first = await FailAsync(page: 6);
        File.Delete(PathOf(JobKeys.PageTexts(first, "0003")));

        var (_, chunks, gather) = await RetryAsync(first, chunks: 2);

        Assert.Equal(["0002", "0003"], chunks.Select(chunk => chunk.ChunkId).Order());
        Assert.Equal("0001", Assert.Single(gather.Chunks, chunk => chunk.IsCarried).ChunkId);
    }

    [Fact]
    public async Task Retry_OfAllPages_CarriesNothing()
    {
        var first = await FailAsync(page: 6);

        var (job, _, gather) = await RetryAsync(first, chunks: 3, pages: "all");

        Assert.DoesNotContain(gather.Chunks, chunk => chunk.IsCarried);
        Assert.False((await JobAsync(job, "succeeded")).TryGetProperty("continues", out _));
    }

    [Fact]
    public async Task Retry_OfFailedPages_OfAJobWithout_IsRefused()
    {
        var first = await FailAsync(page: null);

        using var response = await _harness.Http.PostAsync($"/v1/jobs/{first.Id}/retry?pages=failed", null);
        await GatewayHarness.ProblemAsync(response, 409, "nothing_failed");
        using var other = await _harness.Http.PostAsync($"/v1/jobs/{first.Id}/retry?pages=6", null);
        await GatewayHarness.ProblemAsync(other, 400, "invalid_pages");
    }

    [Fact]
    public void CarriedPages_HaveCountedBefore()
    {
        var source = JsonSerializer.SerializeToElement(new { source = "ocr" });
        var pages = Enumerable.Range(1, 3)
            .Select(page => new PageResult(page, null)
            {
                Outputs = new() { ["text"] = source }, Carried = page < 3 ? true : null,
            })
            .ToList();
        var result = new JobResult("document", 3, 0, JobResult.SourcesOf(pages), pages, [], []);

        var totals = ResultTotals.Of(JsonSerializer.Deserialize<JobResult>(
            JsonSerializer.Serialize(result, ServiceHost.Json), ServiceHost.Json)!);

        Assert.Equal((3, 1, 2), (result.TextSources["ocr"], totals.TextSources["ocr"], totals.PagesCarried));
    }

    /// <summary>A job at its end, whose pages have each a text.</summary>
    private async Task<JobId> FailAsync(int? page)
    {
        using var content = new ByteArrayContent(Document());
        using var response = await _harness.Http.PostAsync("/v1/jobs?pipeline=pdf.docling", content);
        var job = new JobId("local", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
        foreach (var chunk in await SentAsync(job, count: 3))
        {
            await DoneAsync(chunk, failed: page);
        }

        await EndAsync(await GatherAsync(job), failed: page is null ? 0 : 1);
        await JobAsync(job, page is null ? "succeeded" : "partially_succeeded");
        return job;
    }

    private async Task<(JobId Job, IReadOnlyList<ChunkWork> Chunks, GatherWork Gather)> RetryAsync(
        JobId first, int chunks, string pages = "failed")
    {
        using var response = await _harness.Http.PostAsync($"/v1/jobs/{first.Id}/retry?pages={pages}", null);
        var job = new JobId("local", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
        var sent = await SentAsync(job, chunks);
        foreach (var chunk in sent)
        {
            await DoneAsync(chunk, failed: null);
        }

        var gather = await GatherAsync(job);
        Assert.Equal(chunks, Sent(job).Count);
        await EndAsync(gather, failed: 0);
        return (job, sent, gather);
    }

    private async Task DoneAsync(ChunkWork chunk, int? failed)
    {
        var job = chunk.Header.Job;
        var (key, texts) = (JobKeys.PageTexts(job, chunk.ChunkId), new List<byte>());
        var pages = chunk.Pages.Select(page => page.PageNo == failed
            ? page with { Failure = new PageFailure("pdf-docling", new Failure(FailureCodes.EngineTimeout, "too long")) }
            : page.With("text", new PageOutput(key, Part: Keep(texts, $"read of {page.PageNo}")))).ToList();
        _harness.Put(key, [.. texts]);
        _harness.Put(
            JobKeys.ChunkOutcome(job, chunk.ChunkId),
            JsonSerializer.SerializeToUtf8Bytes(new ChunkOutcome(chunk.ChunkId, pages), ServiceHost.Json));
        await _harness.PublishAsync(Topics.ChunkCompleted, new ChunkReport(
            chunk.Header, chunk.ChunkId, chunk.ReplyTo, pages.Count(page => page.Failure is not null)));
    }

    private Task EndAsync(GatherWork gather, int failed) => _harness.PublishAsync(
        Topics.ChunkCompleted, new ChunkReport(gather.Header, gather.WorkId, gather.ReplyTo, failed));

    private async Task<IReadOnlyList<ChunkWork>> SentAsync(JobId job, int count)
    {
        await Eventually.Async(() => Sent(job).Count >= count, Patience, $"{count} chunks are sent");
        return Sent(job);
    }

    // A message may be delivered twice.
    private IReadOnlyList<ChunkWork> Sent(JobId job) =>
        [.. Works(FirstTopic).OfType<ChunkWork>().Where(work => work.Header.Job == job).DistinctBy(work => work.ChunkId)];

    private async Task<GatherWork> GatherAsync(JobId job)
    {
        GatherWork? found = null;
        await Eventually.Async(
            () => (found = Works(GatherTopic).OfType<GatherWork>().FirstOrDefault(work => work.Header.Job == job)) is not null,
            Patience, "the job is gathered");
        return found!;
    }

    private IEnumerable<StageWork> Works(string topic) => _harness.Runtime.Seen(topic)
        .Select(message => message.GetProperty("data").Deserialize<StageWork>(ServiceHost.Json)!);

    private static ObjectPart Keep(List<byte> texts, string text)
    {
        var part = new ObjectPart(texts.Count, text.Length);
        texts.AddRange(Encoding.UTF8.GetBytes(text));
        return part;
    }

    private async Task<string> TextOfAsync(PageWork page)
    {
        var output = page.Outputs["text"];
        return Encoding.UTF8.GetString(output.Part!.Of(await File.ReadAllBytesAsync(PathOf(output.Key!))).Span);
    }

    private async Task<ChunkOutcome> OutcomeAsync(JobId job, string chunk) => JsonSerializer.Deserialize<ChunkOutcome>(
        await File.ReadAllBytesAsync(PathOf(JobKeys.ChunkOutcome(job, chunk))), ServiceHost.Json)!;

    private string PathOf(string key) => Path.Combine(_harness.Runtime.ObjectFolder, key);

    private async Task<JsonElement> JobAsync(JobId job, string status)
    {
        var view = JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{job.Id}?wait=30")).RootElement;
        Assert.Equal(status, view.GetProperty("status").GetString());
        return view;
    }

    private static byte[] Document() =>
        new PdfBuilder().Pages(Pages, (page, number) => page.Text(72, 72, $"Page {number}")).Build();
}
