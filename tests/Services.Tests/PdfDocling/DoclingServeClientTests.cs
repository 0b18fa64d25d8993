using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.PdfDocling.DoclingServe;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>A conversion by docling-serve against a replay of its answers, good and bad.</summary>
public sealed class DoclingServeClientTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Pages_AreSubmittedWaitedForAndFetched()
    {
        var (form, file, key, version) = (new Dictionary<string, string>(), "", "", "");
        await using var server = await FakeServer.StartAsync(
            async context =>
            {
                var read = await context.Request.ReadFormAsync();
                form = read.ToDictionary(field => field.Key, field => field.Value.ToString());
                file = read.Files["files"]!.FileName;
                key = context.Request.Headers["X-Api-Key"].ToString();
                version = context.Request.Headers["Accept-Docling-Document-Version"].ToString();
                await DoclingAnswers.Task("pending")(context);
            },
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("started"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result("success", DoclingAnswers.Document(5, 6)));

        var result = await ConvertAsync(server);

        Assert.Equal(("success", 0), (result.Status, result.Errors.Count));
        Assert.Equal([5, 6], ForeignDocument.Read(result.Document!.Value).Pages.Keys);
        Assert.Equal(("document.pdf", "key", "1.10.0"), (file, key, version));
        Assert.Equal(("json", "5,6", "true", "inbody"),
            (form["to_formats"], form["page_range"], form["do_ocr"], form["target_type"]));
        const string Task = "42b35bc2-b92c-443d-8578-8234f7634800";
        Assert.Equal(
            [
                "POST /v1/convert/file/async", $"GET /v1/status/poll/{Task}", $"GET /v1/status/poll/{Task}",
                $"GET /v1/status/poll/{Task}", $"GET /v1/result/{Task}",
            ],
            server.Requests);
    }

    [Fact]
    public async Task Result_WhoseConnectionBreaks_IsFetchedAgain()
    {
        await using var server = await DoclingAnswers.ServerAsync(
            async context =>
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"document\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
            },
            DoclingAnswers.Result("success", DoclingAnswers.Document(5)));

        Assert.NotNull((await ConvertAsync(server)).Document);
    }

    [Fact]
    public async Task Result_ThatIsGoneAlready_MayBeMadeAgain()
    {
        await using var server = await DoclingAnswers.ServerAsync(FakeServer.Answer(404, DoclingAnswers.Gone));

        Assert.Equal((FailureCodes.EngineUnavailable, true), Told(await FailureAsync(server)));
    }

    [Fact]
    public async Task Task_ThatTheServerHasForgotten_MayBeMadeAgain()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), FakeServer.Answer(404, DoclingAnswers.Gone));

        Assert.Equal((FailureCodes.EngineUnavailable, true), Told(await FailureAsync(server)));
    }

    [Fact]
    public async Task Task_ThatFails_IsToldWithoutAskingForItsResult()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("failure", "Internal processing error."),
            FakeServer.Answer(404, DoclingAnswers.NotYet));

        var failure = await FailureAsync(server);

        Assert.Equal((FailureCodes.EngineCrash, false), Told(failure));
        Assert.Contains("Internal processing error.", failure.Message);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Task_ThatNeverEnds_IsATimeout()
    {
        await using var server = await FakeServer.StartAsync(DoclingAnswers.Task("started"));

        var failure = await FailureAsync(server, options => options.ConvertLimit = TimeSpan.FromSeconds(0.1));

        Assert.Equal((FailureCodes.EngineTimeout, true), Told(failure));
        Assert.True(server.Requests.Count > 2);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(503, "0")]
    public async Task Server_ThatIsBusy_IsAskedAgain(int status, string? retryAfter)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(status, retryAfter: retryAfter), DoclingAnswers.Task("pending"), FakeServer.Answer(status),
            DoclingAnswers.Task("success"), FakeServer.Answer(status),
            DoclingAnswers.Result("success", DoclingAnswers.Document(5)));

        Assert.Equal("success", (await ConvertAsync(server)).Status);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(429, "3600", FailureCodes.EngineRateLimited, true)]
    [InlineData(500, null, FailureCodes.EngineUnavailable, true)]
    [InlineData(401, null, FailureCodes.EngineKeyRefused, false)]
    [InlineData(422, null, FailureCodes.EngineRefused, false)]
    [InlineData(404, null, FailureCodes.EngineRefused, false)]
    public async Task Server_ThatRefuses_IsATypedFailure(int status, string? retryAfter, string code, bool retryable)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(status, """{"detail":"Not Found"}""", retryAfter));

        Assert.Equal((code, retryable), Told(await FailureAsync(server)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"task_id":"../../v1/clear/results"}""")]
    [InlineData("""{"task_id":7}""")]
    public async Task Submission_AnsweredWithNonsense_IsInvalid(string body)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, body));

        Assert.Equal((FailureCodes.EngineAnswerInvalid, false), Told(await FailureAsync(server)));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"status":"splendid","document":{}}""")]
    [InlineData("""{"status":"success","document":{},"errors":7}""")]
    public async Task Result_OfNonsense_IsInvalid(string body)
    {
        await using var server = await DoclingAnswers.ServerAsync(FakeServer.Answer(200, body));

        Assert.Equal((FailureCodes.EngineAnswerInvalid, false), Told(await FailureAsync(server)));
    }

    [Fact]
    public async Task Task_OfAnUnknownStatus_IsInvalid()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("partial_success"));

        Assert.Equal((FailureCodes.EngineAnswerInvalid, false), Told(await FailureAsync(server)));
    }

    [Fact]
    public async Task Server_ThatIsSilent_IsATimeout()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);

        var failure = await FailureAsync(server, options => options.Timeout = TimeSpan.FromSeconds(0.2));

        Assert.Equal((FailureCodes.EngineTimeout, true), Told(failure));
    }

    [Fact]
    public void Engine_ThatIsNotSetUp_SaysWhatToSet()
    {
        using var client = Client(new DoclingServeOptions());

        Assert.Contains("PdfDocling:DoclingServe:Endpoint", Assert.Throws<FailureException>(client.CheckSetUp).Failure.Message);
    }

    [Theory]
    [InlineData("skipped", "policy", "File format not allowed: junk.bin", FailureCodes.UnsupportedMediaType)]
    [InlineData("failure", "policy", "File size 301 exceeds the max_file_size limit of 100 bytes.", FailureCodes.ResourceLimit)]
    [InlineData("failure", "policy", "Document has 3 pages, exceeding the max_num_pages limit of 2.", FailureCodes.TooManyPages)]
    [InlineData(
        "failure", "policy", "Document has 2 pages, fewer than the requested page_range start 5.", FailureCodes.PageMissing)]
    [InlineData("failure", "policy", "URL is not allowed: x", FailureCodes.UnsupportedMediaType)]
    [InlineData("failure", "policy", "No.", FailureCodes.EngineRefused)]
    [InlineData("failure", "capacity", "Busy.", FailureCodes.EngineRateLimited)]
    [InlineData("failure", "source_unavailable", "Away.", FailureCodes.SourceUnavailable)]
    [InlineData("partial_success", "timeout", "document timeout exceeded", FailureCodes.EngineTimeout)]
    [InlineData("failure", "backend_failure", DoclingAnswers.Corrupt, FailureCodes.InvalidDocument)]
    [InlineData("failure", "inference_failure", "Model.", FailureCodes.EngineCrash)]
    [InlineData("failure", "internal", "Oops.", FailureCodes.EngineCrash)]
    [InlineData("failure", "target_unavailable", "x", FailureCodes.EngineCrash)]
    [InlineData("failure", "unknown", "x", FailureCodes.EngineCrash)]
    [InlineData("failure", "of a later version", "x", FailureCodes.EngineCrash)]
    public void Failure_OfADocument_HasOurCode(string status, string category, string message, string code)
    {
        var failure = DoclingFailures.Of(new DoclingResult(status, [new DoclingError(category, message, null)], null));

        Assert.Equal((code, code == FailureCodes.EngineRateLimited), Told(failure));
        Assert.StartsWith("docling-serve: ", failure.Message);
        Assert.DoesNotContain("9f3543ea", failure.Message);
    }

    [Fact]
    public void Failure_WithoutAWord_SaysSo() => Assert.Equal(
        FailureCodes.EngineAnswerInvalid, DoclingFailures.Of(new DoclingResult("failure", [], null)).Code);

    public void Dispose() => _folder.Dispose();

    private static (string Code, bool Retryable) Told(Failure failure) => (failure.Code, failure.Retryable);

    private async Task<Failure> FailureAsync(FakeServer server, Action<DoclingServeOptions>? set = null) =>
        (await Assert.ThrowsAsync<FailureException>(() => ConvertAsync(server, set))).Failure;

    private async Task<DoclingResult> ConvertAsync(FakeServer server, Action<DoclingServeOptions>? set = null)
    {
        var path = _folder.File("x.pdf");
        await File.WriteAllBytesAsync(path, "%PDF-1.7\n"u8.ToArray());
        var options = new DoclingServeOptions
        {
            Endpoint = server.Address, ApiKey = "key", Attempts = 3, RetryDelay = TimeSpan.FromMilliseconds(1),
            PollAtFirst = TimeSpan.FromMilliseconds(1), PollAtMost = TimeSpan.FromMilliseconds(5),
        };
        set?.Invoke(options);
        using var client = Client(options);
        return await client.ConvertAsync(new DocumentSource(path, MediaTypes.Pdf), 5, 6, CancellationToken.None);
    }

    private static DoclingServeClient Client(DoclingServeOptions options) =>
        new(Options.Create(options), TimeProvider.System, NullLogger<DoclingServeClient>.Instance);
}
