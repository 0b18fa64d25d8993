using DaprProcessing.Audio.Listening;
using DaprProcessing.AudioTranscription;
using DaprProcessing.AudioTranscription.Engines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.AudioTranscription;

/// <summary>The engine openai against a server that answers as one does, well and badly.</summary>
public sealed class OpenAiRecognizerTests : IDisposable
{
    private const string Right =
        """
        {"language":"english","text":"Hello there. Bye.",
         "segments":[{"start":0.5,"end":1.5,"text":" Hello there."},{"start":2,"end":2.5,"text":" Bye."}],
         "words":[{"word":" Hello","start":0.5,"end":0.9},{"word":"there.","start":1,"end":1.5},
                  {"word":"Bye.","start":2,"end":2.5}]}
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Stretch_IsSentAsAWave_AndReadBackWithItsTimes()
    {
        var form = new Dictionary<string, string>();
        byte[] wave = [];
        await using var server = await FakeServer.StartAsync(async context =>
        {
            var read = await context.Request.ReadFormAsync();
            foreach (var (name, value) in read)
            {
                form[name] = value.ToString();
            }

            using var file = new MemoryStream();
            await read.Files["file"]!.CopyToAsync(file);
            wave = file.ToArray();
            await FakeServer.Answer(200, Right)(context);
        });

        var heard = await RecognizeAsync(server);

        Assert.Equal("POST /v1/audio/transcriptions", Assert.Single(server.Requests));
        Assert.Equal(("whisper-1", "verbose_json"), (form["model"], form["response_format"]));
        Assert.False(form.ContainsKey("language"));
        Assert.Equal("RIFF"u8, wave.AsSpan(0, 4));
        Assert.Equal(44 + 3200, wave.Length);
        Assert.Equal("en", heard.Language);
        Assert.Equal(["Hello there.", "Bye."], heard.Segments.Select(segment => segment.Text));
        Assert.Equal(
            [new TranscriptWord("Hello", 0.5, 0.9), new TranscriptWord("there.", 1, 1.5)], heard.Segments[0].Words);
    }

    [Theory]
    [InlineData("""{"text":" Hello there. ","language":"catalan"}""", "ca")]
    [InlineData("""{"text":"Hello there.","segments":null,"usage":{}}""", "")]
    [InlineData("""{"text":"Hello there.","language":"klingon"}""", "")]
    public async Task Answer_WithoutSegments_IsOneForTheStretch(string body, string language)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, body));

        var heard = await RecognizeAsync(server);

        var segment = Assert.Single(heard.Segments);
        Assert.Equal(("Hello there.", 0.0, 0.1, language), (segment.Text, segment.Start, segment.End, heard.Language));
    }

    [Fact]
    public async Task Model_ThatKnowsNoTimes_IsAskedForTheTextAlone()
    {
        var formats = new List<string>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            var format = (await context.Request.ReadFormAsync())["response_format"].ToString();
            formats.Add(format);
            await (format == "json" ? FakeServer.Answer(200, """{"text":"Hello."}""") : FakeServer.Answer(
                400, """{"error":{"message":"response_format 'verbose_json' is not compatible with model 'x'."}}"""))(context);
        });

        var heard = await RecognizeAsync(server);

        Assert.Equal("Hello.", Assert.Single(heard.Segments).Text);
        Assert.Equal(["verbose_json", "json"], formats);
    }

    [Theory]
    [InlineData("English", "en")]
    [InlineData("haitian creole", "ht")]
    [InlineData("de", "de")]
    [InlineData("yue", "yue")]
    [InlineData("klingon", "")]
    public void Language_IsItsCode(string name, string code) => Assert.Equal(code, LanguageNames.Code(name));

    [Fact]
    public async Task Server_ThatIsBusy_IsAskedAgain()
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(429, retryAfter: "0"), FakeServer.Answer(502), FakeServer.Answer(200, Right));

        Assert.Equal(2, (await RecognizeAsync(server)).Segments.Count);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(500, "{}", FailureCodes.EngineUnavailable)]
    [InlineData(429, "{}", FailureCodes.EngineRateLimited)]
    [InlineData(401, "{}", FailureCodes.EngineKeyRefused)]
    [InlineData(400, "no such model", FailureCodes.EngineRefused)]
    [InlineData(200, "<html>", FailureCodes.EngineAnswerInvalid)]
    [InlineData(200, "{}", FailureCodes.EngineAnswerInvalid)]
    [InlineData(200, """{"segments":[{"start":-1,"end":2,"text":"x"}]}""", FailureCodes.EngineAnswerInvalid)]
    [InlineData(200, """{"segments":[{"start":1,"text":"x"}]}""", FailureCodes.EngineAnswerInvalid)]
    [InlineData(200, """{"segments":[{"start":1,"end":2,"text":null}]}""", FailureCodes.EngineAnswerInvalid)]
    public async Task Server_ThatFails_IsATypedFailure(int status, string body, string code)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(status, body));

        Assert.Equal(code, (await Assert.ThrowsAsync<FailureException>(() => RecognizeAsync(server))).Failure.Code);
    }

    [Fact]
    public async Task Server_ThatIsSilent_IsATimeout()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);

        var error = await Assert.ThrowsAsync<FailureException>(() => RecognizeAsync(server, TimeSpan.FromSeconds(0.2)));

        Assert.Equal((FailureCodes.EngineTimeout, true), (error.Failure.Code, error.Failure.Retryable));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<HeardStretch> RecognizeAsync(FakeServer server, TimeSpan? timeout = null)
    {
        var samples = _folder.File("stretch.pcm");
        await File.WriteAllBytesAsync(samples, new byte[3200]);
        var options = new OpenAiRecognizerOptions
        {
            Endpoint = server.Address, Attempts = 3, RetryDelay = TimeSpan.FromMilliseconds(1),
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
        };
        using var engine = new OpenAiRecognizer(
            Options.Create(options), TimeProvider.System, NullLogger<OpenAiRecognizer>.Instance);
        var plan = new RecordingPlan("openai", engine.ChooseModel(""), Language: null, 0.1, []);
        return await engine.RecognizeAsync(samples, plan, CancellationToken.None);
    }
}
