using System.Globalization;
using System.Text.RegularExpressions;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>Dates as PDF writes them, D:20261128120000+01'00', down to the year alone; and as XMP does.</summary>
internal static partial class PdfDate
{
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } parts)
        {
            return null;
        }

        var zone = parts.Groups["sign"].Success
            ? new TimeSpan(Number("zoneHours", 0), Number("zoneMinutes", 0), 0) * (parts.Groups["sign"].Value == "-" ? -1 : 1)
            : TimeSpan.Zero;
        try
        {
            return new DateTimeOffset(
                Number("year", 1), Number("month", 1), Number("day", 1), Number("hour", 0), Number("minute", 0),
                Number("second", 0), zone);
        }
        catch (ArgumentException)
        {
            return null;
        }

        int Number(string part, int otherwise) => parts.Groups[part] is { Success: true, Value: var digits }
            ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
    }

    public static DateTimeOffset? ParseXmp(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    [GeneratedRegex(
        @"^(?:D:)?(?<year>\d{4})(?<month>\d\d)?(?<day>\d\d)?(?<hour>\d\d)?(?<minute>\d\d)?(?<second>\d\d)?"
        + @"(?:Z|(?<sign>[+-])(?<zoneHours>\d\d)'?(?<zoneMinutes>\d\d)?)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
