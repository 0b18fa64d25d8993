using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.TestKit;
using DaprProcessing.Tts;
using DaprProcessing.Tts.Engines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.Tts;

/// <summary>The engines openai and gemini against a server that answers as theirs do, well and badly.</summary>
public sealed class RemoteVoiceTests : IDisposable
{
    private static readonly byte[] Samples = [1, 2, 3, 4, 5, 6];

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Engines => ["openai", "gemini"];

    [Fact]
    public async Task OpenAi_IsAskedForRawSamples_WithKeyVoiceAndPace()
    {
        var (authorization, body) = ("", "");
        await using var server = await FakeServer.StartAsync(async context =>
        {
            authorization = context.Request.Headers.Authorization.ToString();
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await SendAsync(context, "audio/pcm", Samples);
        });

        Assert.Equal(24000, await SpeakAsync("openai", server));

        Assert.Equal(Samples, await File.ReadAllBytesAsync(Output));
        Assert.Equal("POST /v1/audio/speech", Assert.Single(server.Requests));
        Assert.Equal("Bearer key", authorization);
        using var sent = JsonDocument.Parse(body);
        Assert.Equal(
            ("Hello.", "alloy", "pcm", 1.25),
            (Text(sent, "input"), Text(sent, "voice"), Text(sent, "response_format"),
                sent.RootElement.GetProperty("speed").GetDouble()));
    }

    [Fact]
    public async Task Gemini_IsAskedForSound_AndSaysItsRate()
    {
        var (key, body) = ("", "");
        await using var server = await FakeServer.StartAsync(async context =>
        {
            key = context.Request.Headers["x-goog-api-key"].ToString();
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await FakeServer.Answer(200, GeminiAnswer("audio/L16;codec=pcm;rate=16000"))(context);
        });

        Assert.Equal(16000, await SpeakAsync("gemini", server));

        Assert.Equal(Samples, await File.ReadAllBytesAsync(Output));
        Assert.Equal("POST /v1beta/models/gemini-2.5-flash-preview-tts:generateContent", Assert.Single(server.Requests));
        Assert.Equal("key", key);
        Assert.Contains("\"responseModalities\":[\"AUDIO\"]", body);
        Assert.Contains("\"voiceName\":\"alloy\"", body);
        Assert.Contains("\"text\":\"Hello.\"", body);
    }

    [Theory]
    [InlineData("audio/L16;codec=pcm")]
    [InlineData("audio/L16;rate=7")]
    [InlineData("audio/mp3;rate=24000")]
    [InlineData("")]
    public async Task Gemini_SoundOfAnUnknownRate_IsInvalid(string mediaType)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, GeminiAnswer(mediaType)));

        Assert.Equal(FailureCodes.EngineAnswerInvalid, (await FailureAsync("gemini", server)).Code);
    }

    [Fact]
    public async Task Gemini_BlockedSentence_IsRefusedByName()
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(200, """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"""));

        var failure = await FailureAsync("gemini", server);

        Assert.Equal((FailureCodes.EngineAnswerBlocked, false), (failure.Code, failure.Retryable));
        Assert.Contains("PROHIBITED_CONTENT", failure.Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatIsBusy_IsAskedAgainWhenItSays(string engine)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(429, retryAfter: "0"), FakeServer.Answer(503), Right(engine));

        await SpeakAsync(engine, server);

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(Samples, await File.ReadAllBytesAsync(Output));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatStaysBroken_IsAway(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var failure = await FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineUnavailable, true), (failure.Code, failure.Retryable));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatWantsToBeLeftAloneForAnHour_IsNotWaitedFor(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(429, retryAfter: "3600"));

        var failure = await FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineRateLimited, true), (failure.Code, failure.Retryable));
        Assert.Contains("3600 s", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatIsSilent_IsATimeout(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);

        var failure = await FailureAsync(engine, server, TimeSpan.FromSeconds(0.2));

        Assert.Equal((FailureCodes.EngineTimeout, true), (failure.Code, failure.Retryable));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatRefusesTheKey_IsNotAskedAgain(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(401));

        var failure = await FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineKeyRefused, false), (failure.Code, failure.Retryable));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Gemini_BadKey_IsTheKeyRefused()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(400, FakeServer.GeminiBadKey));

        Assert.Equal(FailureCodes.EngineKeyRefused, (await FailureAsync("gemini", server)).Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("SAFETY", FailureCodes.EngineAnswerBlocked, false)]
    [InlineData("MAX_TOKENS", FailureCodes.EngineAnswerTruncated, false)]
    [InlineData("OTHER", FailureCodes.EngineAnswerInvalid, true)]
    public async Task Gemini_SentenceThatIsNotSpoken_SaysWhy(string finish, string code, bool retryable)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(200, $$"""{"candidates":[{"finishReason":"{{finish}}","index":0}]}"""));

        var failure = await FailureAsync("gemini", server);

        Assert.Equal((code, retryable), (failure.Code, failure.Retryable));
    }

    [Theory]
    [InlineData("openai", "{\"error\":\"no\"}")]
    [InlineData("openai", "")]
    [InlineData("gemini", "{}")]
    [InlineData("gemini", "not json")]
    [InlineData("gemini", """{"candidates":[]}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[{"text":"I cannot"}]}}]}""")]
    [InlineData(
        "gemini",
        """{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"audio/L16;rate=24000","data":"!"}}]}}]}""")]
    public async Task Engine_ThatAnswersNonsense_IsInvalid(string engine, string body)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, body));

        Assert.Equal(FailureCodes.EngineAnswerInvalid, (await FailureAsync(engine, server)).Code);
    }

    [Theory]
    [InlineData("RIFF and so on ")]
    [InlineData("ID3 and so on ")]
    [InlineData("odd")]
    public async Task OpenAi_FileInsteadOfSamples_IsInvalid(string body)
    {
        await using var server = await FakeServer.StartAsync(
            context => SendAsync(context, "audio/pcm", System.Text.Encoding.ASCII.GetBytes(body)));

        Assert.Equal(FailureCodes.EngineAnswerInvalid, (await FailureAsync("openai", server)).Code);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_ThatIsNotSetUp_SaysWhatToSet(string engine)
    {
        var error = await Assert.ThrowsAsync<FailureException>(
            () => Engine(engine, "", TimeSpan.FromSeconds(1)).VoicesAsync(CancellationToken.None));

        Assert.Contains(":Endpoint", error.Failure.Message);
    }

    public void Dispose() => _folder.Dispose();

    private string Output => _folder.File("out.pcm");

    private static Func<HttpContext, Task> Right(string engine) => engine == "gemini"
        ? FakeServer.Answer(200, GeminiAnswer("audio/L16;codec=pcm;rate=24000"))
        : context => SendAsync(context, "audio/pcm", Samples);

    private static string GeminiAnswer(string mediaType)
    {
        var part = new { inlineData = new { mimeType = mediaType, data = Samples } };
        return JsonSerializer.Serialize(new { candidates = new[] { new { content = new { parts = new[] { part } } } } });
    }

    private static Task SendAsync(HttpContext context, string mediaType, byte[] body)
    {
        context.Response.ContentType = mediaType;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static string? Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString();

    private Task<int> SpeakAsync(string engine, FakeServer server, TimeSpan? timeout = null) =>
        Engine(engine, server.Address, timeout ?? TimeSpan.FromSeconds(60)).SpeakAsync(
            "Hello.", new VoiceChoice(engine, "alloy", new TtsOptions { Rate = 1.25 }), Output, CancellationToken.None);

    private async Task<Failure> FailureAsync(string engine, FakeServer server, TimeSpan? timeout = null) =>
        (await Assert.ThrowsAsync<FailureException>(() => SpeakAsync(engine, server, timeout))).Failure;

    private static ISpeechEngine Engine(string name, string address, TimeSpan timeout) => name == "gemini"
        ? new GeminiSpeechEngine(
            Options.Create(Set(new GeminiSpeechOptions(), address, timeout)), TimeProvider.System,
            NullLogger<GeminiSpeechEngine>.Instance)
        : new OpenAiSpeechEngine(
            Options.Create(Set(new OpenAiSpeechOptions(), address, timeout)), TimeProvider.System,
            NullLogger<OpenAiSpeechEngine>.Instance);

    private static TOptions Set<TOptions>(TOptions options, string address, TimeSpan timeout)
        where TOptions : RemoteEngineOptions
    {
        (options.Endpoint, options.ApiKey, options.Timeout) = (address, "key", timeout);
        (options.Attempts, options.RetryDelay) = (3, TimeSpan.FromMilliseconds(1));
        return options;
    }
}
