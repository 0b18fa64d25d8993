using System.Net.Http.Headers;
using System.Net.Http.Json;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Tts.Engines;

/// <summary>An OpenAI-compatible server. Section <c>Tts:OpenAi</c>.</summary>
internal sealed class OpenAiSpeechOptions : RemoteEngineOptions
{
    public const string Section = "Tts:OpenAi";

    public string Model { get; set; } = "gpt-4o-mini-tts";

    public string DefaultVoice { get; set; } = "alloy";

    /// <summary>Samples a second in its <c>pcm</c>.</summary>
    public int SampleRate { get; set; } = 24000;
}

/// <summary><c>POST /v1/audio/speech</c>, raw samples back.</summary>
internal sealed class OpenAiSpeechEngine(
    IOptions<OpenAiSpeechOptions> options, TimeProvider time, ILogger<OpenAiSpeechEngine> logger) : ISpeechEngine, IDisposable
{
    private readonly OpenAiSpeechOptions _options = options.Value;
    private readonly HttpClient _http = RemoteEngine.NewClient();

    public string Name => "openai";

    public Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken)
    {
        _options.CheckSetUp(Name, OpenAiSpeechOptions.Section);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public string DefaultVoice(string language) => _options.DefaultVoice;

    public async Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken)
    {
        var engine = new RemoteEngine(Name, _options, _http, time, logger);
        var samples = await engine.SendAsync(() => Request(text, voice), Read, cancellationToken);
        await File.WriteAllBytesAsync(path, samples, cancellationToken);
        return _options.SampleRate;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string text, VoiceChoice voice)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/audio/speech", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                model = _options.Model, input = text, voice = voice.Voice, response_format = "pcm", speed = voice.Options.Rate,
            }),
        };
        if (_options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        }

        return request;
    }

    // A server that cannot do "pcm" sends a file, or an error as JSON with status 200.
    private static ReadOnlyMemory<byte> Read(RemoteAnswer answer) =>
        answer.MediaType is not ("application/json" or "text/html" or "text/plain") && answer.Body.Length is > 0 and var bytes
            && bytes % sizeof(short) == 0 && !answer.Body.Span.StartsWith("RIFF"u8) && !answer.Body.Span.StartsWith("ID3"u8)
            ? answer.Body : throw new InvalidDataException($"{answer.MediaType} of {answer.Body.Length} bytes is no raw sound");
}
