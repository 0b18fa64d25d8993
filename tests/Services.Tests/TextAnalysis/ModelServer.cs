using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.TextAnalysis;
using DaprProcessing.TextAnalysis.Engines;
using DaprProcessing.TextModels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.TextAnalysis;

/// <summary>What servers of language models answer, in the form of each engine, and the engines to ask them with.</summary>
internal static class ModelServer
{
    /// <summary>A right answer to a question for a part.</summary>
    public static JsonObject Part(string summary = "A ferry sank.", params (string Text, string Type)[] entities) => new()
    {
        ["summary"] = summary,
        ["keyPoints"] = new JsonArray("It sank."),
        ["keyPhrases"] = new JsonArray("ferry", "storm"),
        ["entities"] = new JsonArray(
            [.. entities.Select(entity => (JsonNode)new JsonObject { ["text"] = entity.Text, ["type"] = entity.Type })]),
        ["sentiment"] = new JsonObject { ["label"] = "negative", ["score"] = -0.5 },
    };

    /// <summary>Says so much, and has come to the end of it unless told otherwise.</summary>
    public static Func<HttpContext, Task> Saying(string engine, string text, string? finish = null) =>
        FakeServer.Answer(200, Body(engine, text, finish));

    public static string Body(string engine, string text, string? finish = null) => JsonSerializer.Serialize<object>(
        engine == "gemini"
            ? new
            {
                candidates = new[]
                {
                    new
                    {
                        content = new
                        {
                            role = "model", parts = new object[] { new { text = "Hm.", thought = true }, new { text } },
                        },
                        finishReason = finish ?? "STOP", index = 0,
                    },
                },
                modelVersion = "x",
            }
            : new
            {
                id = "c", @object = "chat.completion", created = 1, model = "m",
                choices = new[]
                {
                    new { index = 0, message = new { role = "assistant", content = text }, finish_reason = finish ?? "stop" },
                },
            });

    public static async Task<T> AskAsync<T>(string engine, FakeServer server, Func<ITextAnalyzer, Task<T>> ask,
        TimeSpan? timeout = null, string key = "key")
    {
        using var model = Model(engine, server.Address, timeout ?? TimeSpan.FromSeconds(60), key);
        return await ask(new ModelTextAnalyzer((ITextModel)model));
    }

    public static async Task<Failure> FailureAsync(string engine, FakeServer server, string text = "A text.",
        TimeSpan? timeout = null) =>
        (await Assert.ThrowsAsync<FailureException>(() => AskAsync(
            engine, server,
            analyzer => analyzer.AnalyzeAsync(new TextPart(text, 0), new TextAnalysisOptions(), CancellationToken.None),
            timeout))).Failure;

    private static IDisposable Model(string engine, string address, TimeSpan timeout, string key) => engine == "gemini"
        ? new GeminiModel(
            Options.Create(Set(new GeminiModelOptions { MaxOutputTokens = 900 }, address, timeout, key)), TimeProvider.System,
            NullLogger<GeminiModel>.Instance)
        : new OpenAiModel(
            Options.Create(Set(new OpenAiModelOptions { MaxOutputTokens = 900 }, address, timeout, key)), TimeProvider.System,
            NullLogger<OpenAiModel>.Instance);

    private static TOptions Set<TOptions>(TOptions options, string address, TimeSpan timeout, string key)
        where TOptions : TextModelOptions
    {
        (options.Endpoint, options.ApiKey, options.Timeout) = (address, key, timeout);
        (options.Attempts, options.RetryDelay) = (3, TimeSpan.FromMilliseconds(1));
        return options;
    }
}
