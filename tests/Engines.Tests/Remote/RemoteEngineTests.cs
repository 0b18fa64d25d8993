using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Engines.Tests.Remote;

public sealed class RemoteEngineTests
{
    private static readonly RemoteEngineOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), Attempts = 3 };

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Send_EngineThatIsBusyForAWhile_IsAskedAgain(int status)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(status), FakeServer.Answer(status, retryAfter: "0"), FakeServer.Answer(200, """{"ok":7}"""));

        Assert.Equal(7, await SendAsync(server, Quick));
        Assert.Equal(["POST /v1/do", "POST /v1/do", "POST /v1/do"], server.Requests);
    }

    [Fact]
    public async Task Send_RetryAfter_IsWaitedFor()
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(429, retryAfter: "1"), FakeServer.Answer(200, """{"ok":7}"""));
        var startedAt = TimeProvider.System.GetTimestamp();

        await SendAsync(server, Quick);

        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task Send_RetryAfterTooLong_EndsAtOnce()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(503, retryAfter: "3600"));

        var failure = await FailureAsync(server, Quick);

        Assert.Equal((FailureCodes.EngineUnavailable, true), (failure.Code, failure.Retryable));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("3600", "fake has been asked too often and wants to be left alone for 3600 s.")]
    [InlineData(null, "fake has been asked too often.")]
    public async Task Send_EngineThatIsAskedTooOften_SaysSo(string? retryAfter, string message)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(429, retryAfter: retryAfter));

        var failure = await FailureAsync(server, Quick);

        Assert.Equal(
            (FailureCodes.EngineRateLimited, "capacity", true, message),
            (failure.Code, failure.Category, failure.Retryable, failure.Message));
    }

    [Fact]
    public async Task Send_EngineThatStaysBusy_IsUnavailable()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var failure = await FailureAsync(server, Quick);

        Assert.Equal(
            (FailureCodes.EngineUnavailable, "backend_failure", true, "fake answers with status 500."),
            (failure.Code, failure.Category, failure.Retryable, failure.Message));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, FailureCodes.EngineKeyRefused, "fake refuses the key that it is given.")]
    [InlineData(403, FailureCodes.EngineKeyRefused, "fake refuses the key that it is given.")]
    [InlineData(422, FailureCodes.EngineRefused, "fake refuses the request with status 422: no such voice")]
    public async Task Send_EngineThatRefuses_IsNotAskedAgain(int status, string code, string message)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(status, "no such voice"));

        var failure = await FailureAsync(server, Quick);

        Assert.Equal((code, message, false), (failure.Code, failure.Message, failure.Retryable));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Gemini_BadKey_IsTheKeyRefused_WhateverItsStatus()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(400, FakeServer.GeminiBadKey));

        Assert.Equal(FailureCodes.EngineKeyRefused, (await FailureAsync(server, Quick, GeminiErrors.Read)).Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Gemini_DelayInItsBody_IsWaitedFor()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(
            429,
            """
            {"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[
             {"@type":"type.googleapis.com/google.rpc.QuotaFailure"},
             {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3600.5s"}]}}
            """));

        var failure = await FailureAsync(server, Quick, GeminiErrors.Read);

        Assert.Equal((FailureCodes.EngineRateLimited, true), (failure.Code, failure.Retryable));
        Assert.Contains("3601 s", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, "no JSON", FailureCodes.EngineRefused)]
    [InlineData(400, """{"error":{"details":[1,{"reason":7}]}}""", FailureCodes.EngineRefused)]
    [InlineData(429, """{"error":{"details":[{"retryDelay":"soon"}]}}""", FailureCodes.EngineRateLimited)]
    public async Task Gemini_ErrorWithoutDetails_IsWhatItsStatusSays(int status, string body, string code)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(status, body));

        Assert.Equal(code, (await FailureAsync(server, Quick, GeminiErrors.Read)).Code);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"other":1}""")]
    [InlineData("""{"ok":"seven"}""")]
    public async Task Send_AnswerThatMakesNoSense_IsInvalid(string body)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, body));

        Assert.Equal(FailureCodes.EngineAnswerInvalid, (await FailureAsync(server, Quick)).Code);
    }

    [Fact]
    public async Task Send_AnswerWithoutEnd_IsCutOff()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[1 << 16], context.RequestAborted);
            }
        });

        Assert.Equal(
            FailureCodes.EngineAnswerInvalid,
            (await FailureAsync(server, new RemoteEngineOptions { MaxAnswerBytes = 1 << 20 })).Code);
    }

    [Fact]
    public async Task Send_SilentEngine_IsATimeout()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);

        var failure = await FailureAsync(
            server, new RemoteEngineOptions { Timeout = TimeSpan.FromMilliseconds(100), Attempts = 1 });

        Assert.Equal((FailureCodes.EngineTimeout, true), (failure.Code, failure.Retryable));
    }

    [Fact]
    public async Task Send_NobodyThere_IsUnavailable()
    {
        var server = await FakeServer.StartAsync(FakeServer.Answer(200));
        await server.DisposeAsync();

        Assert.Equal(FailureCodes.EngineUnavailable, (await FailureAsync(server, Quick)).Code);
    }

    [Fact]
    public async Task Send_CallerWhoLeaves_IsNoFailureOfTheEngine()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(server, Quick, cancellationToken: leaving.Token));
    }

    [Fact]
    public async Task Send_CallerWhoLeavesInAPause_IsNotKept()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(503));
        using var leaving = new CancellationTokenSource();
        var hours = new RemoteEngineOptions { RetryDelay = TimeSpan.FromHours(1), MaxRetryAfter = TimeSpan.FromDays(1) };

        var sent = SendAsync(server, hours, _ => { leaving.CancelAfter(1); return EngineError.None; }, leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_OneAttempt_IsNotRepeated()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(503));

        var failure = await FailureAsync(server, new RemoteEngineOptions { Attempts = 1 });

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_PausesThatDouble_EndBeforeTheOneThatIsTooLong()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(503));

        await FailureAsync(server, new RemoteEngineOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryAfter = TimeSpan.FromMilliseconds(5), Attempts = 10,
        });

        // After 1, 2 and 4 ms; the next pause would be of 8.
        Assert.Equal(4, server.Requests.Count);
    }

    private static async Task<Failure> FailureAsync(
        FakeServer server, RemoteEngineOptions options, Func<RemoteAnswer, EngineError>? readError = null) =>
        (await Assert.ThrowsAsync<FailureException>(() => SendAsync(server, options, readError))).Failure;

    private static async Task<int> SendAsync(
        FakeServer server, RemoteEngineOptions options, Func<RemoteAnswer, EngineError>? readError = null,
        CancellationToken cancellationToken = default)
    {
        using var http = RemoteEngine.NewClient();
        var engine = new RemoteEngine(
            "fake",
            new RemoteEngineOptions
            {
                Endpoint = server.Address, Timeout = options.Timeout, Attempts = options.Attempts,
                RetryDelay = options.RetryDelay, MaxRetryAfter = options.MaxRetryAfter, MaxAnswerBytes = options.MaxAnswerBytes,
            },
            http, TimeProvider.System, NullLogger.Instance, readError);
        return await engine.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, "v1/do") { Content = new StringContent("x") },
            answer => answer.Json().GetProperty("ok").GetInt32(), cancellationToken);
    }
}
