using DaprProcessing.Engines.Tools;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>Recordings made by espeak-ng, which every machine has.</summary>
internal static class Speech
{
    /// <summary>A WAV file of that text, read in American English.</summary>
    public static async Task<byte[]> SayAsync(string text)
    {
        using var tools = new ToolRunner();
        var said = await tools.RunAsync(new ToolCall("espeak-ng", ["-v", "en-us", "--stdout", text]), CancellationToken.None);
        return said.Output.ToArray();
    }
}
