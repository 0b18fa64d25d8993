using System.Globalization;
using System.Text;

namespace DaprProcessing.Audio.Timing;

/// <summary>Tags and chapters as ffmpeg reads them (<c>;FFMETADATA1</c>).</summary>
public static class FfMetadata
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> tags, IEnumerable<Chapter> chapters)
    {
        var text = new StringBuilder(";FFMETADATA1\n");
        foreach (var (name, value) in tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Escape(name)}={Escape(value)}\n");
        }

        foreach (var chapter in chapters)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"[CHAPTER]\nTIMEBASE=1/1000\nSTART={Milliseconds(chapter.Start)}\nEND={Milliseconds(chapter.End)}\n");
            text.Append(CultureInfo.InvariantCulture, $"title={Escape(chapter.Title)}\n");
        }

        return text.ToString();
    }

    private static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);

    // These end a name, a value or a line, or begin a comment.
    private static string Escape(string value)
    {
        var escaped = new StringBuilder();
        foreach (var letter in OneLine.Of(value))
        {
            escaped.Append(letter is '=' or ';' or '#' or '\\' ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }
}
