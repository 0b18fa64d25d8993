using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;

namespace DaprProcessing.Tts.Engines;

/// <summary>espeak-ng, the program: formant voices of a hundred languages, 700 times as fast as speech.</summary>
internal sealed partial class EspeakEngine(ToolRunner tools) : ISpeechEngine
{
    public const string Program = "espeak-ng";

    private const int WordsPerMinute = 175;

    // They are asked for with every job and health report, and come with the program.
    private IReadOnlyList<string>? _voices;

    public string Name => "espeak-ng";

    public async Task<IReadOnlyList<string>> VoicesAsync(CancellationToken cancellationToken) =>
        _voices ??= await ReadVoicesAsync(cancellationToken);

    /// <summary>A voice may have a variant, "en-us+f3", and a region that only its language is known for, "de-at".</summary>
    public bool Has(string voice, IReadOnlyList<string> voices)
    {
        var name = voice.Split('+')[0];
        return voices.Contains(name) || voices.Contains(name.Split('-')[0]);
    }

    public string DefaultVoice(string language) => language == "en" ? "en-us" : language;

    public async Task<int> SpeakAsync(string text, VoiceChoice voice, string path, CancellationToken cancellationToken)
    {
        var rate = ((int)Math.Round(WordsPerMinute * voice.Options.Rate)).ToString(CultureInfo.InvariantCulture);
        var call = Call("-v", voice.Voice, "-s", rate, "--stdin", "--stdout") with { Input = Input(text) };
        var result = await tools.RunAsync(call, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new FailureException(new Failure(FailureCodes.EngineCrash, $"espeak-ng ended with {result.ExitCode}."));
        }

        using var wave = new MemoryStream(result.Output.ToArray(), writable: false);
        var info = Read(wave);
        await File.WriteAllBytesAsync(path, result.Output.Slice((int)info.DataOffset, (int)info.DataBytes), cancellationToken);
        return info.Format.SampleRate;
    }

    /// <summary>Without the double brackets in which espeak-ng reads phonemes.</summary>
    public static byte[] Input(string text) => Encoding.UTF8.GetBytes(OneOfTwoBrackets().Replace(text, "[ "));

    internal static ToolCall Call(params string[] arguments) =>
        new(Program, arguments) { Package = Program, Limit = TimeSpan.FromMinutes(1) };

    private async Task<IReadOnlyList<string>> ReadVoicesAsync(CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(Call("--voices"), cancellationToken);
        // "Pty Language Age/Gender VoiceName File Other Languages", the last as "(zh-cmn 5)(zh 5)".
        var lines = Encoding.UTF8.GetString(result.Output.Span).Split('\n').Skip(1).ToArray();
        var voices = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 1).Select(fields => fields[1]);
        var others = lines.SelectMany(line => OtherLanguage().Matches(line)).Select(match => match.Groups["code"].Value);
        return [.. voices.Concat(others).Distinct()];
    }

    private static WaveInfo Read(Stream wave)
    {
        try
        {
            return WaveInfo.Read(wave) is { Format: { Channels: 1, BitsPerSample: 16 } } info ? info
                : throw new InvalidDataException("not mono samples of 16 bits");
        }
        catch (InvalidDataException error)
        {
            throw new FailureException(
                new Failure(FailureCodes.EngineAnswerInvalid, "espeak-ng wrote something else than sound."), error);
        }
    }

    [GeneratedRegex(@"\((?<code>[a-z0-9-]+) \d+\)", RegexOptions.CultureInvariant)]
    private static partial Regex OtherLanguage();

    [GeneratedRegex(@"\[(?=\[)", RegexOptions.CultureInvariant)]
    private static partial Regex OneOfTwoBrackets();
}
