using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Audio.Listening;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.Options;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>An OpenAI-compatible server (whisper.cpp, faster-whisper, vLLM). Section <c>AudioTranscription:OpenAi</c>.</summary>
internal sealed class OpenAiRecognizerOptions : RemoteEngineOptions
{
    public const string Section = "AudioTranscription:OpenAi";

    public string Model { get; set; } = "whisper-1";
}

/// <summary>
/// <c>POST /v1/audio/transcriptions</c>, as <c>verbose_json</c>: segments, and words where there are any. Of a model that knows
/// no times, the text is one segment for the stretch, whose own times are known.
/// </summary>
internal sealed class OpenAiRecognizer(
    IOptions<OpenAiRecognizerOptions> options, TimeProvider time, ILogger<OpenAiRecognizer> logger) : IRecognizer, IDisposable
{
    private const string Verbose = "verbose_json";

    private readonly OpenAiRecognizerOptions _options = options.Value;
    private readonly HttpClient _http = RemoteEngine.NewClient();

    /// <summary>Models that have refused <c>verbose_json</c>: they are not asked for it again.</summary>
    private readonly ConcurrentDictionary<string, bool> _withoutTimes = new();

    public string Name => "openai";

    public string Quality => "good";

    public string ChooseModel(string named)
    {
        _options.CheckSetUp(Name, OpenAiRecognizerOptions.Section);
        return named.Length > 0 ? named : _options.Model;
    }

    public async Task<HeardStretch> RecognizeAsync(string samplesPath, RecordingPlan plan, CancellationToken cancellationToken)
    {
        var samples = await File.ReadAllBytesAsync(samplesPath, cancellationToken);
        var format = new PcmFormat(RecordingPlan.SampleRate);
        byte[] wave = [.. WaveHeader.Of(format, samples.Length / format.BytesPerFrame), .. samples];
        var engine = new RemoteEngine(Name, _options, _http, time, logger);
        var seconds = samples.Length / (double)format.BytesPerFrame / format.SampleRate;
        try
        {
            return await SendAsync(withTimes: !_withoutTimes.ContainsKey(plan.Model));
        }
        catch (FailureException refused) when (refused.Failure.Code == FailureCodes.EngineRefused
            && refused.Failure.Message.Contains(Verbose, StringComparison.Ordinal) && _withoutTimes.TryAdd(plan.Model, true))
        {
            return await SendAsync(withTimes: false);
        }

        Task<HeardStretch> SendAsync(bool withTimes) => engine.SendAsync(
            () => Request(wave, plan, withTimes), answer => Read(answer.Json(), plan, seconds), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(byte[] wave, RecordingPlan plan, bool withTimes)
    {
        var file = new ByteArrayContent(wave) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } };
        var form = new MultipartFormDataContent
        {
            { file, "file", "stretch.wav" },
            { new StringContent(plan.Model), "model" },
            { new StringContent(withTimes ? Verbose : "json"), "response_format" },
        };
        if (withTimes)
        {
            form.Add(new StringContent("segment"), "timestamp_granularities[]");
            form.Add(new StringContent("word"), "timestamp_granularities[]");
        }

        if (plan.Language is { } language)
        {
            form.Add(new StringContent(language), "language");
        }

        var address = new Uri("v1/audio/transcriptions", UriKind.Relative);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        if (_options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        }

        return request;
    }

    /// <param name="seconds">Of the stretch.</param>
    private static HeardStretch Read(JsonElement root, RecordingPlan plan, double seconds)
    {
        var words = root.TryGetProperty("words", out var told) && told.ValueKind == JsonValueKind.Array
            ? told.EnumerateArray().Select(word => new TranscriptWord(
                Text(word, "word"), Seconds(word, "start"), Seconds(word, "end"))).ToArray() : [];
        var segments = !root.TryGetProperty("segments", out var list) || list.ValueKind == JsonValueKind.Null
            ? [new TranscriptSegment(0, seconds, Text(root, "text"), words)]
            : list.EnumerateArray().Select(segment => Segment(segment, words));
        var language = plan.Language
            ?? (root.TryGetProperty("language", out var heard) ? LanguageNames.Code(heard.GetString() ?? "") : "");
        return new HeardStretch(language, [.. segments.Where(segment => segment.Text.Length > 0)]);
    }

    private static TranscriptSegment Segment(JsonElement segment, TranscriptWord[] words)
    {
        var (start, end) = (Seconds(segment, "start"), Seconds(segment, "end"));
        return new TranscriptSegment(
            start, end, Text(segment, "text"), [.. words.Where(word => word.Start >= start && word.Start < end)]);
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString()?.Trim() ?? throw new InvalidDataException($"'{name}' is null");

    private static double Seconds(JsonElement element, string name) =>
        element.GetProperty(name).GetDouble() is >= 0 and <= 1e6 and var seconds ? seconds
            : throw new InvalidDataException($"'{name}' is no time");
}
