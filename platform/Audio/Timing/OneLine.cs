using System.Globalization;

namespace DaprProcessing.Audio.Timing;

/// <summary>What the formats of cues and chapters share: a text on one line, a time with milliseconds.</summary>
internal static class OneLine
{
    public static string Of(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary><c>01:02:03.456</c>; hours have as many digits as they need.</summary>
    public static string Time(TimeSpan time, char decimals)
    {
        var milliseconds = (long)Math.Round(time.TotalMilliseconds);
        var (seconds, minutes, hours) = (milliseconds / 1000 % 60, milliseconds / 60_000 % 60, milliseconds / 3_600_000);
        return string.Create(
            CultureInfo.InvariantCulture, $"{hours:D2}:{minutes:D2}:{seconds:D2}{decimals}{milliseconds % 1000:D3}");
    }
}
