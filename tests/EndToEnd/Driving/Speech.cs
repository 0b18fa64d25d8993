using DaprProcessing.Engines.Tools;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>Recordings made by espeak-ng and ffmpeg, which every machine has.</summary>
internal static class Speech
{
    /// <summary>A WAV file of that text, read in American English.</summary>
    public static async Task<byte[]> SayAsync(string text)
    {
        using var tools = new ToolRunner();
        var said = await tools.RunAsync(new ToolCall("espeak-ng", ["-v", "en-us", "--stdout", text]), CancellationToken.None);
        return said.Output.ToArray();
    }

    /// <summary>A recording several times, each with digital silence behind it, as FLAC.</summary>
    public static async Task<byte[]> RepeatAsync(string recording, IReadOnlyList<double> silences)
    {
        using var tools = new ToolRunner();
        var padded = string.Concat(silences.Select(
            (seconds, i) => FormattableString.Invariant($"[a{i}]apad=pad_dur={seconds}[p{i}];")));
        var (copies, parts) = (Names("a"), Names("p"));
        var filter = $"[0:a]asplit={silences.Count}{copies};{padded}{parts}concat=n={silences.Count}:v=0:a=1";
        var made = await tools.RunAsync(
            new ToolCall("ffmpeg", ["-v", "error", "-i", recording, "-filter_complex", filter, "-f", "flac", "pipe:1"]),
            CancellationToken.None);
        return made.Output.ToArray();

        string Names(string name) => string.Concat(silences.Select((_, i) => $"[{name}{i}]"));
    }
}
