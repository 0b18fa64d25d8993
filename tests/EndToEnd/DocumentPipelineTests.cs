using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd;

[Collection(PlatformCollection.Name)]
public sealed class DocumentPipelineTests(PlatformFixture fixture)
{
    private readonly JobDriver _jobs = fixture.Jobs;

    [Fact]
    public async Task Document_BornDigitalPaper_BecomesPagesTextMarkdownAndDoclingDocument()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample("paper-two-column.pdf"));

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Equal(result.PagesTotal, result.TextSources["text_layer"]);
        Assert.Empty(result.ValidationErrors);
        Assert.StartsWith("\x89PNG", Encoding.Latin1.GetString(await _jobs.ArtifactAsync(job.Id, "pages/0001.png")));
        var markdown = await _jobs.TextAsync(job.Id, "document.md");
        Assert.StartsWith("# ", markdown.TrimStart());
        Assert.Contains("| - |", markdown);
        Assert.Contains("\"schema_name\":\"DoclingDocument\"", (await _jobs.TextAsync(job.Id, "document.json")).Replace(" ", ""));
    }

    [Theory]
    [InlineData("letter-scanned.pdf", "letter-scanned.txt")]
    [InlineData("note.png", "note.txt")]
    [InlineData("photo-page.jpg", "photo-page.txt")]
    [InlineData("scan-multipage.tiff", "scan-multipage.txt")]
    public async Task Document_Scan_IsRecognisedNearlyWordForWord(string sample, string gold)
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample(sample), "pdf.docling");

        var recall = WordRecall.Of(File.ReadAllText(SamplePaths.Sample(gold)), await _jobs.TextAsync(job.Id, "document.txt"));
        Assert.True(recall >= 0.95, $"{recall:P1} of the words of {gold} were found");
        Assert.All((await _jobs.ResultOfAsync(job.Id)).Pages, page => Assert.Equal("ocr", page.Text?.Source));
    }

    [Fact]
    public async Task Document_Encrypted_OpensWithItsPasswordOnly()
    {
        var encrypted = TestDocuments.Sample("encrypted/invoice.pdf");

        var without = await _jobs.ProcessAsync(encrypted);
        var wrong = await _jobs.ProcessAsync(encrypted, options: """{"password":"not it"}""");
        var right = await _jobs.ProcessAsync(encrypted, options: """{"password":"secret"}""");

        Assert.Equal("password_required", without.Error?.Code);
        Assert.Equal("wrong_password", wrong.Error?.Code);
        Assert.Equal(JobStatus.Succeeded, right.Status);
    }

    [Fact]
    public async Task Document_RightToLeftAndCjk_KeepsLogicalText()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample("report-rtl-cjk.pdf"), "pdf.docling");

        var text = await _jobs.TextAsync(job.Id, "document.txt");
        var recall = WordRecall.Of(File.ReadAllText(SamplePaths.Sample("report-rtl-cjk.txt")), text);
        Assert.True(recall >= 0.97, $"{recall:P1} of the words were found");
    }

    [Fact]
    public async Task Pages_Chosen_AreAllThatIsWorkedOn()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(12, "Chosen"), options: """{"pages":"10-,2,4-5"}""");

        Assert.Equal((JobStatus.Succeeded, 6), (job.Status, job.Pages!.Total));
        int[] chosen = [2, 4, 5, 10, 11, 12];
        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Equal(chosen, result.Pages.Select(page => page.PageNo));
        Assert.Equal(
            chosen.Select(page => $"pages/{page:D4}.png"),
            result.Artifacts.Select(artifact => artifact.Name).Where(name => name.StartsWith("pages/")));
        var lines = (await fixture.Platform.Http.GetStringAsync($"/v1/jobs/{job.Id}/pages")).Trim().Split('\n');
        Assert.Equal(chosen, lines.Select(line => JsonNode.Parse(line)!["pageNo"]!.GetValue<int>()));
        var markdown = await _jobs.TextAsync(job.Id, "document.md");
        Assert.All(Enumerable.Range(1, 12), page => Assert.Equal(
            chosen.Contains(page), markdown.Contains($"Page {page} of Chosen", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pages_BehindTheEnd_FailTheJobWithTheReason()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(2), options: """{"pages":"3-9"}""");

        Assert.Equal((JobStatus.Failed, "pages_out_of_range"), (job.Status, job.Error?.Code));
    }

    [Fact]
    public async Task Pages_Pipeline_LeavesImagesOnly()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(3), "pdf.pages", """{"dpi":72,"grayscale":true}""");

        var names = (await _jobs.ResultOfAsync(job.Id)).Artifacts.Select(artifact => artifact.Name);
        Assert.Equal(["pages/0001.png", "pages/0002.png", "pages/0003.png"], names);
    }

    [Fact]
    public async Task Markdown_Pipeline_LeavesTheSameMarkdownOnly()
    {
        var whole = await _jobs.ProcessAsync(TestDocuments.Numbered(3), "pdf.docling");
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(3), "pdf.markdown");

        var names = (await _jobs.ResultOfAsync(job.Id)).Artifacts.Select(artifact => artifact.Name);
        Assert.Equal(["document.md"], names);
        Assert.Equal(await _jobs.TextAsync(whole.Id, "document.md"), await _jobs.TextAsync(job.Id, "document.md"));
    }

    [Fact]
    public async Task Submit_MultipartForm_AnswersAcceptedWithLocation()
    {
        using var response = await fixture.Platform.Http.PostFormAsync(TestDocuments.Numbered(1));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var job = await fixture.Platform.Http.GetAsync(response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, job.StatusCode);
    }

    [Fact]
    public async Task Submit_RawBodyPreferringToWait_AnswersTheFinishedJob()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs?pipeline=pdf.docling");
        request.Content = new ByteArrayContent(TestDocuments.Numbered(1));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        request.Headers.Add("Prefer", "wait=60");

        using var response = await fixture.Platform.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var job = await response.Content.ReadFromJsonAsync<Job>();
        Assert.Equal(JobStatus.Succeeded, job?.Status);
    }

    [Fact]
    public async Task Artifact_RangeAsked_AnswersThatPart()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.pages");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{job.Id}/artifacts/pages/0001.png");
        request.Headers.Range = new RangeHeaderValue(1, 3);

        using var response = await fixture.Platform.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("PNG", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Delete_FinishedJob_LeavesNothingToFind()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.docling");

        Assert.True(await _jobs.Service.DeleteAsync(job.Id));

        var gone = await Assert.ThrowsAsync<DocumentProcessingException>(() => _jobs.Service.GetJobAsync(job.Id));
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (gone.Status, gone.Code));
        Assert.False(await _jobs.Service.DeleteAsync(job.Id));
    }

    [Fact]
    public async Task Cancel_RunningScan_EndsCancelledAndStaysSo()
    {
        var id = await _jobs.SubmitAsync(TestDocuments.Sample("book-mixed-200.pdf"), options: """{"ocr":"always"}""");

        var first = await _jobs.Service.CancelAsync(id);
        var second = await _jobs.Service.CancelAsync(id);

        Assert.All([first, second], job => Assert.True(job.Status is JobStatus.Cancelling or JobStatus.Cancelled, $"{job}"));
        Assert.Equal(JobStatus.Cancelled, (await _jobs.EndOfAsync(id, waitSeconds: 60)).Status);
    }

    [Fact]
    public async Task List_ByStatusAndLimit_PagesThroughNewestFirst()
    {
        var ids = new List<string>();
        for (var index = 0; index < 3; index++)
        {
            ids.Add((await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.docling")).Id);
        }

        var query = new JobQuery { Status = JobStatus.Succeeded, Pipeline = "pdf.docling", PageSize = 2 };
        var listed = new List<string>();
        await foreach (var job in _jobs.Service.ListJobsAsync(query))
        {
            listed.Add(job.Id);
        }

        Assert.Equal(Enumerable.Reverse(ids), listed.Take(3));
    }

    [Fact]
    public async Task IdempotencyKey_SameAndOtherBody_AnswersTheSameJobOrRefuses()
    {
        async Task<HttpResponseMessage> PostAsync(byte[] content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs?pipeline=pdf.docling");
            request.Content = new ByteArrayContent(content);
            request.Headers.Add("Idempotency-Key", "order-4711");
            return await fixture.Platform.Http.SendAsync(request);
        }

        using var first = await PostAsync(TestDocuments.Numbered(1));
        using var same = await PostAsync(TestDocuments.Numbered(1));
        using var other = await PostAsync(TestDocuments.Numbered(2));

        Assert.Equal(first.Headers.Location, same.Headers.Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }
}
