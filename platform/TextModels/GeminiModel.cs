using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.TextModels;

/// <summary>Gemini, or what speaks its API. Section <c>TextModels:Gemini</c>.</summary>
public sealed class GeminiModelOptions : TextModelOptions
{
    public const string Section = "TextModels:Gemini";

    public string Model { get; set; } = "gemini-2.5-flash";
}

/// <summary><c>generateContent</c> with a JSON Schema for its answer.</summary>
public sealed class GeminiModel(IOptions<GeminiModelOptions> options, TimeProvider time, ILogger<GeminiModel> logger)
    : ITextModel, IDisposable
{
    private readonly GeminiModelOptions _options = options.Value;
    private readonly HttpClient _http = RemoteEngine.NewClient();

    public string Name => "gemini";

    public string Model => _options.Model;

    public void CheckSetUp() => _options.CheckSetUp(Name, GeminiModelOptions.Section);

    public Task<string> AskAsync(ModelQuestion question, CancellationToken cancellationToken) =>
        new RemoteEngine(Name, _options, _http, time, logger, GeminiErrors.Read).SendAsync(
            () => Request(question), answer => Read(answer, question), cancellationToken);

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(ModelQuestion question)
    {
        var address = $"v1beta/models/{Uri.EscapeDataString(_options.Model)}:generateContent";
        var generation = new Dictionary<string, object>
        {
            ["responseMimeType"] = "application/json", ["responseJsonSchema"] = question.Schema,
        };
        if (_options.Temperature >= 0)
        {
            generation["temperature"] = _options.Temperature;
        }

        if (_options.MaxOutputTokens > 0)
        {
            generation["maxOutputTokens"] = _options.MaxOutputTokens;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                systemInstruction = new { parts = new[] { new { text = question.Instructions } } },
                contents = new[] { new { role = "user", parts = new[] { new { text = question.Text } } } },
                generationConfig = generation,
            }),
        };
        request.Headers.TryAddWithoutValidation("x-goog-api-key", _options.ApiKey);
        return request;
    }

    private string Read(RemoteAnswer answer, ModelQuestion question)
    {
        var said = GeminiAnswer.Read(answer);
        if (said.BlockReason is { } reason)
        {
            throw ModelOutcomes.Blocked(Name, reason);
        }

        if (said.IsTruncated)
        {
            throw ModelOutcomes.Truncated(Name, question);
        }

        return said.Finish == GeminiAnswer.Stop
            ? string.Concat(said.Parts.Where(IsAnswer).Select(part => part.GetProperty("text").GetString()))
            : throw new InvalidDataException($"finished with '{said.Finish}'");
    }

    // A part may be what the model thought on the way.
    private static bool IsAnswer(JsonElement part) =>
        part.TryGetProperty("text", out _)
        && !(part.TryGetProperty("thought", out var thought) && thought.ValueKind == JsonValueKind.True);
}
