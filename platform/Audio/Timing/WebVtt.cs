using System.Globalization;

namespace DaprProcessing.Audio.Timing;

/// <summary>Writes cues as WebVTT (W3C).</summary>
public static class WebVtt
{
    public const string MediaType = "text/vtt";

    public static void Write(IEnumerable<Cue> cues, TextWriter writer)
    {
        writer.Write("WEBVTT\n");
        foreach (var cue in cues)
        {
            writer.Write($"\n{Time(cue.Start)} --> {Time(cue.End)}\n{Escape(cue.Text)}\n");
        }
    }

    public static string ToText(IEnumerable<Cue> cues)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Write(cues, writer);
        return writer.ToString();
    }

    // An empty line ends a cue, and "-->" makes a line a timing: neither may come out of a text.
    private static string Escape(string text) =>
        OneLine.Of(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Time(TimeSpan time) => OneLine.Time(time, '.');
}
