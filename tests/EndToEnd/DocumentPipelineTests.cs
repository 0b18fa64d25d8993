using System.Net;
using System.Net.Http.Headers;
using System.Text;
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

        Assert.Equal("succeeded", job.GetProperty("status").GetString());
        var id = job.GetProperty("id").GetString()!;
        var result = await _jobs.ResultOfAsync(id);
        Assert.Equal(result.GetProperty("pagesTotal").GetInt32(), result.GetProperty("textSources").GetProperty("text_layer").GetInt32());
        Assert.Empty(result.GetProperty("validationErrors").EnumerateArray());
        Assert.StartsWith("\x89PNG", Encoding.Latin1.GetString(await _jobs.ArtifactAsync(id, "pages/0001.png")));
        var markdown = await _jobs.TextAsync(id, "document.md");
        Assert.StartsWith("# ", markdown.TrimStart());
        Assert.Contains("| - |", markdown);
        Assert.Contains("\"schema_name\":\"DoclingDocument\"", (await _jobs.TextAsync(id, "document.json")).Replace(" ", ""));
    }

    [Theory]
    [InlineData("letter-scanned.pdf", "letter-scanned.txt")]
    [InlineData("note.png", "note.txt")]
    [InlineData("photo-page.jpg", "photo-page.txt")]
    [InlineData("scan-multipage.tiff", "scan-multipage.txt")]
    public async Task Document_Scan_IsRecognisedNearlyWordForWord(string sample, string gold)
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample(sample), "pdf.docling");

        var id = job.GetProperty("id").GetString()!;
        var recall = WordRecall.Of(File.ReadAllText(SamplePaths.Sample(gold)), await _jobs.TextAsync(id, "document.txt"));
        Assert.True(recall >= 0.95, $"{recall:P1} of the words of {gold} were found");
        Assert.All((await _jobs.ResultOfAsync(id)).GetProperty("pages").EnumerateArray(), page =>
            Assert.Equal("ocr", page.GetProperty("text").GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Document_Encrypted_OpensWithItsPasswordOnly()
    {
        var encrypted = TestDocuments.Sample("invoice-encrypted.pdf");

        var without = await _jobs.ProcessAsync(encrypted);
        var wrong = await _jobs.ProcessAsync(encrypted, options: """{"password":"not it"}""");
        var right = await _jobs.ProcessAsync(encrypted, options: """{"password":"secret"}""");

        Assert.Equal("password_required", without.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("wrong_password", wrong.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("succeeded", right.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Document_RightToLeftAndCjk_KeepsLogicalText()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample("report-rtl-cjk.pdf"), "pdf.docling");

        var text = await _jobs.TextAsync(job.GetProperty("id").GetString()!, "document.txt");
        var recall = WordRecall.Of(File.ReadAllText(SamplePaths.Sample("report-rtl-cjk.txt")), text);
        Assert.True(recall >= 0.9, $"{recall:P1} of the words were found");
    }

    [Fact]
    public async Task Pages_Pipeline_LeavesImagesOnly()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(3), "pdf.pages", """{"dpi":72,"grayscale":true}""");

        var names = (await _jobs.ResultOfAsync(job.GetProperty("id").GetString()!)).GetProperty("artifacts").EnumerateArray().Select(item => item.GetProperty("name").GetString());
        Assert.Equal(["pages/0001.png", "pages/0002.png", "pages/0003.png"], names);
    }

    [Fact]
    public async Task Submit_MultipartForm_AnswersAcceptedWithLocation()
    {
        using var response = await _jobs.PostAsync(TestDocuments.Numbered(1));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var job = await fixture.Platform.Http.GetAsync(response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, job.StatusCode);
    }

    [Fact]
    public async Task Submit_RawBodyPreferringToWait_AnswersTheFinishedJob()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs?pipeline=pdf.docling") { Content = new ByteArrayContent(TestDocuments.Numbered(1)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        request.Headers.Add("Prefer", "wait=60");

        using var response = await fixture.Platform.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("succeeded", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Artifact_RangeAsked_AnswersThatPart()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.pages");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{job.GetProperty("id").GetString()}/artifacts/pages/0001.png");
        request.Headers.Range = new RangeHeaderValue(1, 3);

        using var response = await fixture.Platform.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("PNG", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Delete_FinishedJob_LeavesNothingToFind()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.docling");
        var id = job.GetProperty("id").GetString();

        using var deleted = await fixture.Platform.Http.DeleteAsync($"/v1/jobs/{id}");
        using var gone = await fixture.Platform.Http.GetAsync($"/v1/jobs/{id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Cancel_RunningScan_EndsCancelledAndStaysSo()
    {
        var id = await _jobs.SubmitAsync(TestDocuments.Sample("book-mixed-200.pdf"), options: """{"ocr":"always"}""");

        using var response = await fixture.Platform.Http.PostAsync($"/v1/jobs/{id}/cancel", null);
        using var again = await fixture.Platform.Http.PostAsync($"/v1/jobs/{id}/cancel", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal("cancelled", (await _jobs.EndOfAsync(id, waitSeconds: 60)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task List_ByStatusAndLimit_PagesThroughNewestFirst()
    {
        var ids = new List<string>();
        for (var index = 0; index < 3; index++)
        {
            ids.Add((await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.docling")).GetProperty("id").GetString()!);
        }

        var first = await fixture.Platform.GetJsonAsync("/v1/jobs?status=succeeded&pipeline=pdf.docling&limit=2");
        var second = await fixture.Platform.GetJsonAsync($"/v1/jobs?status=succeeded&pipeline=pdf.docling&limit=1&cursor={first.GetProperty("nextCursor").GetString()}");

        var listed = first.GetProperty("jobs").EnumerateArray().Concat(second.GetProperty("jobs").EnumerateArray()).Select(job => job.GetProperty("id").GetString());
        Assert.Equal(Enumerable.Reverse(ids), listed);
    }

    [Fact]
    public async Task IdempotencyKey_SameAndOtherBody_AnswersTheSameJobAndAConflict()
    {
        async Task<HttpResponseMessage> PostAsync(byte[] content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs?pipeline=pdf.docling") { Content = new ByteArrayContent(content) };
            request.Headers.Add("Idempotency-Key", "order-4711");
            return await fixture.Platform.Http.SendAsync(request);
        }

        using var first = await PostAsync(TestDocuments.Numbered(1));
        using var same = await PostAsync(TestDocuments.Numbered(1));
        using var other = await PostAsync(TestDocuments.Numbered(2));

        Assert.Equal(first.Headers.Location, same.Headers.Location);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }
}
