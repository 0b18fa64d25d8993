using System.Globalization;

namespace DaprProcessing.Audio.Timing;

/// <summary>Writes cues as SubRip (.srt).</summary>
public static class SubRip
{
    public const string MediaType = "application/x-subrip";

    public static void Write(IEnumerable<Cue> cues, TextWriter writer)
    {
        foreach (var (index, cue) in cues.Index())
        {
            writer.Write(index == 0 ? "" : "\n");
            var times = $"{OneLine.Time(cue.Start, ',')} --> {OneLine.Time(cue.End, ',')}";
            writer.Write($"{index + 1}\n{times}\n{OneLine.Of(cue.Text)}\n");
        }
    }

    public static string ToText(IEnumerable<Cue> cues)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Write(cues, writer);
        return writer.ToString();
    }
}
