using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit.Pdf;
using Microsoft.AspNetCore.Mvc;

namespace DaprProcessing.EndToEnd;

[Collection(PlatformCollection.Name)]
public sealed class BadInputTests(PlatformFixture fixture)
{
    private readonly JobDriver _jobs = fixture.Jobs;

    [Theory]
    [InlineData("", 400, "empty_file")]
    [InlineData("\u0001 this is no document of any known kind", 415, "unsupported_media_type")]
    public async Task Submit_NoDocument_IsRefusedAtOnce(string content, int status, string code)
    {
        using var response = await fixture.Platform.Http.PostFormAsync(System.Text.Encoding.ASCII.GetBytes(content));

        await AssertProblemAsync(response, status, code);
    }

    [Theory]
    [InlineData("""{"dbi":150}""", "unknown_option", "pdf-to-png")]
    [InlineData("""{"dpi":"high"}""", "invalid_option", "dpi")]
    [InlineData("""{"dpi":1e9}""", "invalid_option", "600")]
    [InlineData("""{"ocr":"maybe"}""", "invalid_option", "auto")]
    [InlineData("""{"languages":["xyz"]}""", "unsupported_language", "no data for xyz; it has ")]
    [InlineData("""{"dpi":""", "malformed_options", "JSON")]
    [InlineData("[[[[[[[[[[[[[[]]]]]]]]]]]]]]", "malformed_options", "depth")]
    public async Task Submit_BadOptions_NamesWhatWouldBeRight(string options, string code, string expected)
    {
        using var response = await fixture.Platform.Http.PostFormAsync(TestDocuments.Numbered(1), options: options);

        Assert.Contains(expected, (await AssertProblemAsync(response, 400, code)).Detail);
    }

    [Fact]
    public async Task Submit_UnknownPipeline_ListsTheKnown()
    {
        using var response = await fixture.Platform.Http.PostFormAsync(TestDocuments.Numbered(1), pipeline: "no.such");

        Assert.Contains("pdf.docling", (await AssertProblemAsync(response, 400, "unknown_pipeline")).Detail);
    }

    [Fact]
    public async Task Submit_TooLarge_IsRefusedBeforeItIsRead()
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = new StreamContent(new EndlessStream(10L << 30)) };
        request.Headers.ExpectContinue = true;

        using var response = await fixture.Platform.Http.SendAsync(request);

        await AssertProblemAsync(response, 413, "upload_too_large");
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Process_BrokenPdf_EndsTypedAndThePlatformServesOn(string name, byte[] pdf)
    {
        var job = await _jobs.ProcessAsync(pdf);

        if (job.Status == JobStatus.Failed)
        {
            Assert.Contains(job.Error?.Code, FaultsOfTheDocument);
        }
        else
        {
            Assert.True((await _jobs.ResultOfAsync(job.Id)).PagesTotal > 0, name);
        }

        Assert.Equal(JobStatus.Succeeded, (await _jobs.ProcessAsync(TestDocuments.Numbered(1), "pdf.docling")).Status);
    }

    [Fact]
    public async Task Process_TiffCutInItsThirdPage_SucceedsInPart()
    {
        var whole = TestDocuments.Sample("scan-multipage.tiff");

        var job = await _jobs.ProcessAsync(whole[..50_000], "pdf.docling");

        Assert.Equal((JobStatus.PartiallySucceeded, 3, 1), (job.Status, job.Pages!.Total, job.Pages.Failed));
        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Equal([3], result.Pages.Where(page => page.Failure is not null).Select(page => page.PageNo));
        Assert.Contains("cut off", result.Pages[2].Failure!.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OfTheOnePageThatFailed_CarriesTheOthersOver()
    {
        var first = await _jobs.ProcessAsync(BrokenPdf.WithoutLastPage(10), options: """{"pages":"1-2,5-10"}""");
        Assert.Equal((JobStatus.PartiallySucceeded, 8, 1), (first.Status, first.Pages!.Total, first.Pages.Failed));

        var again = await _jobs.EndOfAsync((await _jobs.Service.RetryAsync(first.Id)).Id);

        Assert.Equal(JobStatus.PartiallySucceeded, again.Status);
        var result = await _jobs.ResultOfAsync(again.Id);
        Assert.Equal([1, 2, 5, 6, 7, 8], result.Pages.Where(page => page.Carried).Select(page => page.PageNo));
        Assert.Equal("page_missing", Assert.Single(result.Pages, page => page.Failure is not null).Failure!.Failure.Code);
        Assert.Equal(
            await _jobs.TextAsync(first.Id, "document.md"), await _jobs.TextAsync(again.Id, "document.md"));
        Assert.Equal(
            await _jobs.ArtifactAsync(first.Id, "pages/0007.png"), await _jobs.ArtifactAsync(again.Id, "pages/0007.png"));
    }

    private static readonly string[] FaultsOfTheDocument =
    [
        "invalid_document", "no_pages", "too_many_pages", "all_pages_failed", "resource_limit", "engine_timeout", "engine_crash",
    ];

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "truncated", BrokenPdf.Truncated(TestDocuments.Numbered(4)) },
        { "noise", BrokenPdf.Noise() },
        { "xref loop", BrokenPdf.XrefLoop() },
        { "recursive page tree", BrokenPdf.RecursivePageTree() },
        { "huge page", BrokenPdf.HugePage() },
        { "lying page count", BrokenPdf.LyingPageCount() },
        { "exponential forms", BrokenPdf.ExponentialForms() },
        { "recursive form", BrokenPdf.RecursiveForm() },
    };

    private static async Task<ProblemDetails> AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        Assert.True(status == (int)response.StatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>();
        Assert.Equal(code, problem!.Extensions["code"]?.ToString());
        return problem;
    }

    /// <summary>More zeros than any limit; it says its length and fails when it is read to the end.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _position; set => _position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _position += count;
            return _position < 200L << 20 ? count : throw new IOException("the whole upload was read");
        }

        public override long Seek(long offset, SeekOrigin origin) => _position;

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
