using System.Text.Json;
using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.TextAnalysis;
using DaprProcessing.TextAnalysis.Engines;
using DaprProcessing.TextModels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.TextAnalysis;

/// <summary>The engines openai and gemini against a server that answers as theirs do, well and badly.</summary>
public sealed class ModelTextAnalyzerTests
{
    private const string Text = "🚢 Ann Lee saw the ferry. Ann Leeds and Ann Lee of Hull wept.";

    private static readonly TextAnalysisOptions Chosen = new() { PartCharacters = 500 };

    public static TheoryData<string> Engines => ["openai", "gemini"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Part_IsReadWithEntitiesWhereTheyStand(string engine)
    {
        await using var server = await FakeServer.StartAsync(ModelServer.Saying(engine, ModelServer.Part(
            "A ferry sank.", ("Ann Lee", "person"), ("Hull", "place"), ("Titanic", "other")).ToJsonString()));

        var part = await ModelServer.AskAsync(engine, server, analyzer => PartAsync(analyzer, start: 100));

        Assert.Equal(
            ["Ann Lee", "Ann Lee", "Hull"], part.Entities.Select(found => Text[(found.Start - 100)..(found.End - 100)]));
        Assert.Equal(["person", "person", "place"], part.Entities.Select(found => found.Type));
        Assert.Equal(("A ferry sank.", 1, new Sentiment("negative", -0.5)), (part.Summary, part.Unfound, part.Judged));
        Assert.Equal([new KeyPhrase("ferry", 1), new KeyPhrase("storm", 0.5)], part.KeyPhrases);
    }

    [Fact]
    public async Task Gemini_IsAskedForJsonOfASchema_WithItsKeyInTheHeader()
    {
        var (key, body) = ("", "");
        await using var server = await FakeServer.StartAsync(async context =>
        {
            key = context.Request.Headers["x-goog-api-key"].ToString();
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await ModelServer.Saying("gemini", ModelServer.Part().ToJsonString())(context);
        });

        await ModelServer.AskAsync("gemini", server, analyzer => PartAsync(analyzer));

        Assert.Equal("POST /v1beta/models/gemini-2.5-flash:generateContent", Assert.Single(server.Requests));
        Assert.Equal("key", key);
        var sent = JsonDocument.Parse(body).RootElement;
        var generation = sent.GetProperty("generationConfig");
        Assert.Equal(
            (Text, "application/json", "object", 900),
            (sent.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString(),
                generation.GetProperty("responseMimeType").GetString(),
                generation.GetProperty("responseJsonSchema").GetProperty("type").GetString(),
                generation.GetProperty("maxOutputTokens").GetInt32()));
    }

    [Theory]
    [InlineData("key", "Bearer key")]
    [InlineData("", "Bearer none")]
    public async Task OpenAi_IsAskedForJsonOfASchema_WithItsKeyIfThereIsOne(string key, string authorization)
    {
        var (sentKey, body) = ("", "");
        await using var server = await FakeServer.StartAsync(async context =>
        {
            sentKey = context.Request.Headers.Authorization.ToString();
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await ModelServer.Saying("openai", ModelServer.Part().ToJsonString())(context);
        });

        await ModelServer.AskAsync("openai", server, analyzer => PartAsync(analyzer), key: key);

        Assert.Equal("POST /v1/chat/completions", Assert.Single(server.Requests));
        Assert.Equal(authorization, sentKey);
        var sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ("gpt-4o-mini", "json_schema", 0),
            (sent.GetProperty("model").GetString(), sent.GetProperty("response_format").GetProperty("type").GetString(),
                sent.GetProperty("temperature").GetDouble()));
        Assert.Equal(["system", "user"], sent.GetProperty("messages").EnumerateArray().Select(
            message => message.GetProperty("role").GetString()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Parts_AreSummedUpUntilOneIsLeft(string engine)
    {
        await using var server = await FakeServer.StartAsync(
            ModelServer.Saying(engine, """{"summary":"First two.","keyPoints":[]}"""),
            ModelServer.Saying(engine, """{"summary":"Last two.","keyPoints":[]}"""),
            ModelServer.Saying(engine, """{"summary":"All four.","keyPoints":["One.","Two."]}"""));
        var text = string.Concat(Enumerable.Repeat(Text, 4));
        PartAnalysis[] parts =
        [
            .. Enumerable.Range(0, 4).Select(i => ModelAnswers.ReadPart(
                ModelServer.Part(new string('x', 300), ("Ann Lee", "person"), ("Atlantis", "place")).ToJsonString(),
                new TextPart(Text, i * Text.Length))),
        ];

        var whole = await ModelServer.AskAsync(
            engine, server, analyzer => analyzer.MergeAsync(text, parts, Chosen, CancellationToken.None));

        Assert.Equal((engine, "All four.", "negative"), (whole.Engine, whole.Summary, whole.Sentiment.Label));
        Assert.Equal(["One.", "Two."], whole.KeyPoints);
        var entity = Assert.Single(whole.Entities);
        var runes = text.EnumerateRunes().ToArray();
        Assert.Equal(8, entity.Mentions.Count);
        Assert.All(entity.Mentions, mention => Assert.Equal("Ann Lee", string.Concat(runes[mention.Start..mention.End])));
        Assert.Contains("4 entities that the model named do not stand in the text and were left out.", whole.Notes);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task BlankPart_IsNotAskedAbout(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var part = await ModelServer.AskAsync(engine, server, analyzer => analyzer.AnalyzeAsync(
            new TextPart(" \n", 0), Chosen, CancellationToken.None));

        Assert.Equal("", part.Summary);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("openai", "length")]
    [InlineData("gemini", "MAX_TOKENS")]
    public async Task Answer_CutOff_IsTruncated(string engine, string finish)
    {
        await using var server = await FakeServer.StartAsync(ModelServer.Saying(engine, "{\"summary\":\"A fe", finish));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineAnswerTruncated, false), (failure.Code, failure.Retryable));
        Assert.Contains("partCharacters", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("openai", "content_filter", null)]
    [InlineData("gemini", "SAFETY", null)]
    [InlineData("gemini", "RECITATION", null)]
    [InlineData("gemini", "PROHIBITED_CONTENT", """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}""")]
    [InlineData(
        "openai", "I will not.",
        """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":null,"refusal":"I will not."}}]}
        """)]
    public async Task Answer_ThatIsWithheld_IsBlockedByName(string engine, string reason, string? body)
    {
        await using var server = await FakeServer.StartAsync(
            body is null ? ModelServer.Saying(engine, "", reason) : FakeServer.Answer(200, body));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineAnswerBlocked, "policy", false), (failure.Code, failure.Category, failure.Retryable));
        Assert.Contains(reason, failure.Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatIsBusy_IsAskedAgainWhenItSays(string engine)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(429, retryAfter: "0"), FakeServer.Answer(503),
            ModelServer.Saying(engine, ModelServer.Part().ToJsonString()));

        Assert.Equal("A ferry sank.", (await ModelServer.AskAsync(engine, server, analyzer => PartAsync(analyzer))).Summary);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatWantsToBeLeftAlone_IsRateLimited(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(429, retryAfter: "3600"));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineRateLimited, true), (failure.Code, failure.Retryable));
        Assert.Contains("3600 s", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatStaysBroken_IsAway(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineUnavailable, true), (failure.Code, failure.Retryable));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatRefusesTheKey_IsNotAskedAgain(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(401));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineKeyRefused, false), (failure.Code, failure.Retryable));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Gemini_BadKey_IsTheKeyRefused()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(400, FakeServer.GeminiBadKey));

        Assert.Equal(FailureCodes.EngineKeyRefused, (await ModelServer.FailureAsync("gemini", server)).Code);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatKnowsNoSuchModel_IsQuoted(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(404, """{"error":"no such model"}"""));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal(FailureCodes.EngineRefused, failure.Code);
        Assert.Contains("no such model", failure.Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Server_ThatIsSilent_IsATimeout(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);

        var failure = await ModelServer.FailureAsync(engine, server, timeout: TimeSpan.FromSeconds(0.2));

        Assert.Equal((FailureCodes.EngineTimeout, true), (failure.Code, failure.Retryable));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Caller_WhoLeaves_IsNoFailureOfTheEngine(string engine)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Silent);
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ModelServer.AskAsync(
            engine, server, analyzer => analyzer.AnalyzeAsync(new TextPart(Text, 0), Chosen, leaving.Token)));
    }

    public static TheoryData<string, string> Nonsense()
    {
        string[] answers =
        [
            "", "no JSON", "[]", "{}", """{"summary":""}""", Without("summary"), Without("keyPoints"), Without("entities"),
            Without("sentiment"), With("keyPoints", "[1]"), With("entities", """[{"text":"x","type":"starship"}]"""),
            With("entities", """[{"text":"","type":"person"}]"""), With("entities", """[{"text":"\ud83d","type":"person"}]"""),
            With("sentiment", """{"label":"negative","score":7}"""), With("sentiment", """{"label":"gloomy","score":0}"""),
            With("summary", JsonSerializer.Serialize(new string('x', 10_000))),
        ];
        var cases = new TheoryData<string, string>();
        foreach (var engine in new[] { "openai", "gemini" })
        {
            Array.ForEach(answers, answer => cases.Add(engine, ModelServer.Body(engine, answer)));
            Array.ForEach(
                [
                    "", "<html>", "[]", "{}", """{"choices":[],"candidates":[]}""", """{"choices":7,"candidates":7}""",
                    """{"choices":[null],"candidates":[null]}""",
                ],
                body => cases.Add(engine, body));
        }

        cases.Add("gemini", ModelServer.Body("gemini", ModelServer.Part().ToJsonString(), "OTHER"));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Server_ThatAnswersNonsense_IsInvalid(string engine, string body)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(200, body));

        var failure = await ModelServer.FailureAsync(engine, server);

        Assert.Equal((FailureCodes.EngineAnswerInvalid, false), (failure.Code, failure.Retryable));
    }

    [Theory]
    [InlineData("auto", null, "local")]
    [InlineData("auto", "gemini", "gemini")]
    [InlineData("local", "gemini", "local")]
    [InlineData("openai", null, "openai")]
    public async Task Engine_IsTheCallersOrTheDeployments(string chosen, string? deployed, string engine)
    {
        await using var services = Services(("TextAnalysis:Engine", deployed), ("TextAnalysis:OpenAi:Endpoint", "http://x"));

        Assert.Equal(engine, services.GetRequiredService<AnalyzerChoice>().Named(chosen).Name);
    }

    [Theory]
    [InlineData("openai", "TextModels:OpenAi:Endpoint")]
    [InlineData("gemini", "TextModels:Gemini:Endpoint")]
    public async Task Engine_ThatIsNotSetUp_SaysWhatToSet(string engine, string setting)
    {
        await using var services = Services();

        var error = Assert.Throws<FailureException>(
            () => services.GetRequiredService<AnalyzerChoice>().Named(engine).CheckSetUp());

        Assert.Equal(FailureCodes.EngineUnavailable, error.Failure.Code);
        Assert.Contains(setting, error.Failure.Message);
    }

    [Theory]
    [InlineData("openai", "TextModels:OpenAi")]
    [InlineData("openai", "TextAnalysis:OpenAi")]
    [InlineData("gemini", "TextModels:Gemini")]
    [InlineData("gemini", "TextAnalysis:Gemini")]
    public async Task Engine_IsSetUpWhereModelsAre_OrWhereItWasBefore(string engine, string section)
    {
        await using var services = Services(($"{section}:Endpoint", "http://x"), ($"{section}:Model", "mine"));

        services.GetRequiredService<AnalyzerChoice>().Named(engine).CheckSetUp();

        Assert.Equal("mine", services.GetRequiredService<EngineChoice<ITextModel>>().Named(engine).Model);
    }

    private static Task<PartAnalysis> PartAsync(ITextAnalyzer analyzer, int start = 0) =>
        analyzer.AnalyzeAsync(new TextPart(Text, start), Chosen, CancellationToken.None);

    private static string Without(string name)
    {
        var part = ModelServer.Part();
        part.Remove(name);
        return part.ToJsonString();
    }

    // As text: a node would not hold half a surrogate pair.
    private static string With(string name, string json) => $$"""{"{{name}}":{{json}},{{Without(name)[1..]}}""";

    private static ServiceProvider Services(params (string Name, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        TextAnalysisStage.AddServices(services, new ConfigurationBuilder().AddInMemoryCollection(
            settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value))
            .Build());
        return services.BuildServiceProvider();
    }
}
