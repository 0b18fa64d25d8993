using System.Net;
using System.Net.Http.Headers;
using DaprProcessing.Client.Http;
using DaprProcessing.Client.Tests.Support;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace DaprProcessing.Client.Tests;

public sealed class RetryTests
{
    private static readonly DocumentSource Document = DocumentSource.Bytes("%PDF-1."u8.ToArray(), "a.pdf");

    [Fact]
    public async Task Submit_RefusedForNowAndCutOff_IsRepeatedWithOneKeyAndTheWholeDocument()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenProblem(503, Wire.Busy, ("Retry-After", "0")).ThenCutOff().Then(202, Wire.Job("queued"))
            .Connect();

        var job = await service.SubmitAsync(Document);

        Assert.Equal("j1", job.Id);
        Assert.Equal(3, platform.Requests.Count);
        Assert.Single(platform.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.All(platform.Requests, request => Assert.Contains("%PDF-1.", request.Text));
    }

    [Fact]
    public async Task Submit_TwoSubmissions_HaveTwoKeys()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Connect();

        await service.SubmitAsync(Document);
        await service.SubmitAsync(Document);

        Assert.Equal(2, platform.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count());
    }

    [Fact]
    public async Task Submit_StreamThatCannotSeek_IsSentOnce()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenProblem(503, Wire.Busy, ("Retry-After", "0")).Connect();
        await using var forward = new ForwardStream("%PDF-1."u8.ToArray());

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            () => service.SubmitAsync(DocumentSource.Stream(forward, "a.pdf")));

        Assert.True(refused.Retryable);
        Assert.Contains("%PDF-1.", Assert.Single(platform.Requests).Text);
    }

    [Fact]
    public async Task Submit_SeekableStream_IsRepeatedFromWhereItStoodAndStaysOpen()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenProblem(503, Wire.Busy, ("Retry-After", "0")).Then(202, Wire.Job("queued")).Connect();
        using var stream = new MemoryStream("skipped%PDF-1."u8.ToArray()) { Position = 7 };

        await service.SubmitAsync(DocumentSource.Stream(stream, "a.pdf"));

        Assert.Equal(2, platform.Requests.Count);
        Assert.All(platform.Requests, request => Assert.Contains("\r\n\r\n%PDF-1.\r\n", request.Text));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Submit_DocumentThatCannotBeRead_SaysSoAndIsNotRepeated()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Connect();
        await using var broken = new ForwardStream([]) { Failure = new InvalidDataException("the tape is torn") };

        var unreadable = await Assert.ThrowsAnyAsync<Exception>(
            () => service.SubmitAsync(DocumentSource.Stream(broken, "a.pdf")));

        Assert.Contains("the tape is torn", unreadable.Message);
        Assert.Equal(1, broken.Reads);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    public async Task Get_RefusedForGood_IsNotRepeated(int status)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenProblem(status, """{"code":"some_code","detail":"No.","retryable":false}""").Connect();

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.GetJobAsync("j1"));

        Assert.Equal(((HttpStatusCode)status, "some_code", "No."), (refused.Status, refused.Code, refused.Message));
        Assert.Single(platform.Requests);
    }

    [Fact]
    public async Task Get_AskedToWaitTooLong_HandsThatToTheCaller()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        const string Limited = """{"code":"rate_limited","detail":"Slow down.","retryable":true}""";
        using var service = platform.ThenProblem(429, Limited, ("Retry-After", "3600")).Connect();

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.GetJobAsync("j1"));

        Assert.Equal(TimeSpan.FromHours(1), refused.RetryAfter);
        Assert.Single(platform.Requests);
    }

    [Fact]
    public async Task Get_NobodyListens_IsUnreachable()
    {
        using var service = new DocumentService(
            new DocumentServiceOptions { Endpoint = new Uri("http://127.0.0.1:1"), MaxRetries = 1 });

        var lost = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.GetJobAsync("j1"));

        Assert.Equal((DocumentProcessingException.PlatformUnreachable, true, null), (lost.Code, lost.Retryable, lost.Status));
    }

    [Fact]
    public async Task Health_NotReady_IsAskedOnce()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(503, "the Dapr sidecar does not answer", "text/plain", ("Retry-After", "0"))
            .Then(200, "ready").Connect();

        Assert.False((await service.CheckHealthAsync()).IsReady);
        Assert.True((await service.CheckHealthAsync()).IsReady);
        Assert.Equal(2, platform.Requests.Count);
    }

    [Fact]
    public async Task Pipeline_RetryAfter_IsWaitedForToTheSecond()
    {
        var (time, attempts) = (new FakeTimeProvider(), 0);
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        Retrying.Configure(pipeline, new DocumentServiceOptions());
        using var http = new HttpClient(new ResilienceHandler(pipeline.Build()) { InnerHandler = new Inner(() => ++attempts) });
        using var request = new RequestTraits(TimeSpan.FromSeconds(30), Buffered: true).On(
            new HttpRequestMessage(HttpMethod.Get, "http://platform/"));

        var answer = http.SendAsync(request);
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, attempts);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(2, attempts);
    }

    private sealed class Inner(Func<int> attempt) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(attempt() > 1 ? new HttpResponseMessage(HttpStatusCode.OK) : Busy());

        private static HttpResponseMessage Busy() => new(HttpStatusCode.ServiceUnavailable)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)) },
        };
    }
}
