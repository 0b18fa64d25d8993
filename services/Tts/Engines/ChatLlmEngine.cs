using System.Globalization;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Tts.Engines;

/// <summary>
/// The command line of chatllm.cpp: a language model that speaks. Its export is raw samples; seed, layers on the GPU, top-p,
/// repetition penalty and temperature are the caller's.
/// </summary>
internal sealed class ChatLlmEngine(ToolRunner tools, IOptions<ChatLlmOptions> options) : ISpeechEngine
{
    /// <summary>A sentence is half a minute: whoever writes more has lost the thread.</summary>
    private const long MaxSampleBytes = 64L << 20;

    private readonly ChatLlmOptions _options = options.Value;

    public string Name => "chatllm";

    public Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken) =>
        _options.Program.Length > 0 && _options.Model.Length > 0 ? Task.FromResult<IReadOnlyList<string>>([])
            : throw new FailureException(new Failure(
                FailureCodes.EngineUnavailable, "chatllm is not set up here: Tts:ChatLlm:Program and Tts:ChatLlm:Model."));

    public string DefaultVoice(string language) => _options.DefaultVoice;

    public async Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken)
    {
        var call = new ToolCall(_options.Program, Arguments(text, voice, path))
        {
            Limit = _options.Limit, MaxMemoryBytes = _options.MaxMemoryBytes, MaxFileBytes = MaxSampleBytes,
        };
        var result = await tools.RunAsync(call, cancellationToken);
        var samples = new FileInfo(path);
        if (result.ExitCode != 0)
        {
            throw new FailureException(new Failure(
                FailureCodes.EngineCrash, $"chatllm ended with status {result.ExitCode}."));
        }

        return samples is { Exists: true, Length: > 0 } && samples.Length % sizeof(short) == 0 ? _options.SampleRate
            : throw new FailureException(new Failure(FailureCodes.EngineAnswerInvalid, "chatllm has exported no samples."));
    }

    private IReadOnlyList<string> Arguments(string text, VoiceChoice voice, string path)
    {
        var chosen = voice.Options;
        // A tool runs in another folder than we do.
        string[] snac = _options.SnacModel.Length > 0 ? ["--snac_model", Path.GetFullPath(_options.SnacModel)] : [];
        return
        [
            "-m", Path.GetFullPath(_options.Model), .. snac, "-p", $"{{{voice.Voice}}}: {text}", "--tts_export", path,
            "--seed", Number(chosen.Seed), "-ngl", Number(chosen.Ngl), "--top_p", Number(chosen.TopP),
            "--repetition_penalty", Number(chosen.RepetitionPenalty), "--temp", Number(chosen.Temperature),
        ];
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
