using System.Net.Http.Headers;
using System.Net.Http.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Tts.Engines;

/// <summary>Gemini, or what speaks its API. Section <c>Tts:Gemini</c>.</summary>
internal sealed class GeminiSpeechOptions : RemoteEngineOptions
{
    public const string Section = "Tts:Gemini";

    public string Model { get; set; } = "gemini-2.5-flash-preview-tts";

    public string DefaultVoice { get; set; } = "Kore";
}

/// <summary><c>generateContent</c> with sound as its answer; the rate stands in its media type.</summary>
internal sealed class GeminiSpeechEngine(
    IOptions<GeminiSpeechOptions> options, TimeProvider time, ILogger<GeminiSpeechEngine> logger) : ISpeechEngine, IDisposable
{
    private readonly GeminiSpeechOptions _options = options.Value;
    private readonly HttpClient _http = RemoteEngine.NewClient();

    public string Name => "gemini";

    public Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken)
    {
        _options.CheckSetUp(Name, GeminiSpeechOptions.Section);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public string DefaultVoice(string language) => _options.DefaultVoice;

    public async Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken)
    {
        var engine = new RemoteEngine(Name, _options, _http, time, logger, GeminiErrors.Read);
        var (rate, samples) = await engine.SendAsync(() => Request(text, voice), Read, cancellationToken);
        await File.WriteAllBytesAsync(path, samples, cancellationToken);
        return rate;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string text, VoiceChoice voice)
    {
        var address = $"v1beta/models/{Uri.EscapeDataString(_options.Model)}:generateContent";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                contents = new[] { new { parts = new[] { new { text } } } },
                generationConfig = new
                {
                    responseModalities = new[] { "AUDIO" },
                    temperature = voice.Options.Temperature,
                    topP = voice.Options.TopP,
                    speechConfig = new { voiceConfig = new { prebuiltVoiceConfig = new { voiceName = voice.Voice } } },
                },
            }),
        };
        request.Headers.Add("x-goog-api-key", _options.ApiKey);
        return request;
    }

    private static (int Rate, byte[] Samples) Read(RemoteAnswer answer)
    {
        var said = GeminiAnswer.Read(answer);
        if (said.BlockReason is { } reason)
        {
            throw Failed(FailureCodes.EngineAnswerBlocked, $"gemini does not speak this sentence: {reason}.");
        }

        if (said.IsTruncated)
        {
            throw Failed(FailureCodes.EngineAnswerTruncated, "gemini has run out of tokens before the end of this sentence.");
        }

        // OTHER and its like say nothing of the sentence: a voice that throws dice may well speak it the next time.
        if (said.Finish != GeminiAnswer.Stop)
        {
            throw Failed(
                FailureCodes.EngineAnswerInvalid, $"gemini has not spoken this sentence: {said.Finish}.", retryable: true);
        }

        var sound = said.Parts.First(part => part.TryGetProperty("inlineData", out _)).GetProperty("inlineData");
        var samples = sound.GetProperty("data").GetBytesFromBase64();
        return samples.Length > 0 && samples.Length % sizeof(short) == 0
            ? (Rate(sound.GetProperty("mimeType").GetString()), samples)
            : throw new InvalidDataException($"{samples.Length} bytes are no raw sound");
    }

    private static FailureException Failed(string code, string message, bool retryable = false) =>
        new(new Failure(code, message, retryable));

    /// <summary>Of <c>audio/L16;codec=pcm;rate=24000</c>.</summary>
    private static int Rate(string? mediaType) =>
        MediaTypeHeaderValue.TryParse(mediaType, out var parsed)
            && parsed.MediaType?.Equals("audio/L16", StringComparison.OrdinalIgnoreCase) == true
            && int.TryParse(parsed.Parameters.FirstOrDefault(parameter => parameter.Name == "rate")?.Value, out var rate)
            && rate is >= 8000 and <= 96000 ? rate : throw new InvalidDataException($"'{mediaType}' does not say its rate");
}
