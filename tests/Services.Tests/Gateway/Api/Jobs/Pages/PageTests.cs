using System.Net;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs.Pages;

public sealed class PageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47];

    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Pages_ChunksComeOutOfOrder_AreToldInOrderAsTheyCanBe()
    {
        var job = await SubmitAsync();
        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{job.Id}/pages");
        PutChunk(job, "0002", 3, 4);
        // Of the second phase: units that are no pages.
        PutChunk(job, "2-0001", 1, 9);
        PutChunk(job, "0001", 1, 2);

        for (var pageNo = 1; pageNo <= 4; pageNo++)
        {
            var (name, id, page) = (await events.NextAsync())!.Value;
            Assert.Equal(("page", $"{pageNo}", pageNo), (name, id, page.GetProperty("pageNo").GetInt32()));
            Assert.Equal($"Page {pageNo} says hello.\n", page.GetProperty("markdown").GetString());
            Assert.Equal($"/v1/jobs/{job.Id}/pages/{pageNo}/image", page.GetProperty("image").GetString());
            var block = Assert.Single(page.GetProperty("blocks").EnumerateArray());
            Assert.Equal([72, 100, 300, 112], block.GetProperty("boxes")[0].EnumerateArray().Select(edge => edge.GetDouble()));
        }
    }

    [Fact]
    public async Task Pages_OfAFinishedJob_AreOfItsDocument()
    {
        var job = await SubmitAsync();
        await FinishAsync(job, pages: 3, failedPage: 2);

        var lines = await LinesAsync($"/v1/jobs/{job.Id}/pages");
        Assert.Equal([1, 2, 3], lines.Select(page => page.GetProperty("pageNo").GetInt32()));
        Assert.Equal("engine_crashed", lines[1].GetProperty("failure").GetProperty("failure").GetProperty("code").GetString());
        Assert.Equal("Page 3 says hello.\n", lines[2].GetProperty("markdown").GetString());
        Assert.Equal("#/texts/1", lines[2].GetProperty("blocks")[0].GetProperty("ref").GetString());

        Assert.Equal(3, Assert.Single(await LinesAsync($"/v1/jobs/{job.Id}/pages?after=2")).GetProperty("pageNo").GetInt32());
        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{job.Id}/pages", "2");
        Assert.Equal("3", (await events.NextAsync())!.Value.Id);
        var end = (await events.NextAsync())!.Value;
        Assert.Equal("end", end.Name);
        using var again = await _gateway.SendAsync(
            HttpMethod.Get, $"/v1/jobs/{job.Id}/pages", "Accept: text/event-stream", $"Last-Event-ID: {end.Id}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Pages_OfACancelledJob_AreThoseThatWereDone()
    {
        var job = await SubmitAsync();
        PutChunk(job, "0002", 3, 4);
        await ChangeAsync(job, record => record with { Status = JobStatus.Cancelled, FinishedAt = DateTimeOffset.UtcNow });

        var lines = await LinesAsync($"/v1/jobs/{job.Id}/pages");
        Assert.Equal([3, 4], lines.Select(page => page.GetProperty("pageNo").GetInt32()));
    }

    [Fact]
    public async Task Image_OfARunningJob_IsServedAsSoonAsItIsThere()
    {
        var job = await SubmitAsync();
        using (var early = await _gateway.Http.GetAsync($"/v1/jobs/{job.Id}/pages/1/image"))
        {
            await GatewayHarness.ProblemAsync(early, 404, "artifact_not_found");
        }

        Put(JobKeys.PageImage(job, 1), Png);

        using var image = await _gateway.Http.GetAsync($"/v1/jobs/{job.Id}/pages/1/image");
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Png, await image.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("pages?after=-1", 400, "invalid_page")]
    [InlineData("pages?after=x", 400, "bad_request")]
    [InlineData("pages/x/image", 400, "bad_request")]
    [InlineData("pages/-1/image", 404, "artifact_not_found")]
    public async Task Pages_AskedForWrongly_AnswerAProblem(string path, int status, string code)
    {
        var job = await SubmitAsync();
        using var response = await _gateway.Http.GetAsync($"/v1/jobs/{job.Id}/{path}");
        await GatewayHarness.ProblemAsync(response, status, code);
    }

    private static PageLayout Layout(int pageNo) => new(pageNo, 612, 792, TextSource.TextLayer, 10, false,
    [
        new LayoutBlock(BlockKind.Paragraph, new Box(72, 100, 300, 112), $"Page {pageNo} says hello.") { Lines = 1, SizePt = 10 },
    ]);

    private static PageWork Page(int pageNo) => new PageWork(pageNo).With(
        PageImage.Output, new PageOutput("key", Facts: JsonSerializer.SerializeToElement(new { widthPx = 100 })));

    private void PutChunk(JobId job, string chunkId, int firstPageNo, int lastPageNo)
    {
        var numbers = Enumerable.Range(firstPageNo, lastPageNo - firstPageNo + 1).ToList();
        PutJson(JobKeys.Layout(job, chunkId), numbers.Select(Layout));
        var pages = numbers.Select(Page).ToList();
        pages[0] = pages[0].With(PageLayout.Output, new PageOutput(JobKeys.Layout(job, chunkId)));
        PutJson(JobKeys.ChunkOutcome(job, chunkId), new ChunkOutcome(chunkId, pages));
    }

    private async Task FinishAsync(JobId job, int pages, int failedPage)
    {
        var numbers = Enumerable.Range(1, pages).ToList();
        var document = DocumentAssembler.Assemble(
            new DocumentOrigin("application/pdf", 1, "a.pdf"), numbers.Where(page => page != failedPage).Select(Layout));
        var bytes = DoclingJson.ToUtf8Bytes(document);
        Put(JobKeys.Result(job, "document.json"), bytes);
        var failure = new PageFailure("png-to-text", new Failure("engine_crashed", "The engine crashed."));
        PutJson(JobKeys.Result(job, JobResult.Name), new JobResult(
            "document", pages, 1, new Dictionary<string, int>(),
            [.. numbers.Select(page => new PageResult(page, page == failedPage ? failure : null))],
            [new Artifact("document.json", "application/json", bytes.Length)], []));
        await ChangeAsync(
            job, record => record with { Status = JobStatus.PartiallySucceeded, FinishedAt = DateTimeOffset.UtcNow });
    }

    private async Task<IReadOnlyList<JsonElement>> LinesAsync(string path)
    {
        using var response = await _gateway.Http.GetAsync(path);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private async Task<JobId> SubmitAsync() => new("local", (await _gateway.SubmitAsync()).GetProperty("id").GetString()!);

    private async Task ChangeAsync(JobId job, Func<JobRecord, JobRecord> change)
    {
        var stored = await _gateway.Runtime.FindStateAsync(JobKeys.Record(job));
        var record = stored!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
        await _gateway.Runtime.SaveStateAsync(JobKeys.Record(job), change(record));
    }

    private void PutJson<T>(string key, T value) => Put(key, JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json));

    // Whole or not at all, as a store has it.
    private void Put(string key, byte[] content)
    {
        var path = Path.Combine(_gateway.Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes($"{_gateway.Runtime.ObjectFolder}-new", content);
        File.Move($"{_gateway.Runtime.ObjectFolder}-new", path);
    }
}
