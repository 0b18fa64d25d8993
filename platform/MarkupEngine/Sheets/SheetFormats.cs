using System.Globalization;
using System.Text;
using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Sheets;

/// <summary>Shows numbers as their formats say, as far as it matters to a reader: dates and times, percent, the digits.</summary>
internal sealed class SheetFormats
{
    private const double LastDay = 2_958_466;
    private const int FictitiousLeapDay = 60;

    private readonly List<string?> _formats = [];
    private readonly DateTime _epoch;

    public SheetFormats(XElement? styles, bool since1904)
    {
        _epoch = since1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30);
        var own = styles.Child("numFmts").Children("numFmt").Where(format => format.Number("numFmtId") is not null)
            .DistinctBy(format => format.Number("numFmtId")).ToDictionary(
                format => format.Number("numFmtId")!.Value, format => format.Value("formatCode"));
        foreach (var look in styles.Child("cellXfs").Children("xf"))
        {
            var id = look.Number("numFmtId") ?? 0;
            _formats.Add(own.GetValueOrDefault(id) ?? BuiltIn(id));
        }
    }

    /// <param name="value">As stored: digits with a point.</param>
    /// <param name="style">Index of the cell's format.</param>
    public string Show(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return value;
        }

        var format = style >= 0 && style < _formats.Count ? _formats[style] : null;
        var plain = Unquoted(format ?? "");
        if (IsDate(plain) && number is >= 0 and < LastDay)
        {
            return Date(number, plain);
        }

        if (plain.Contains('%') && Math.Abs(number) < 1e12)
        {
            return (number * 100).ToString(Digits(plain), CultureInfo.InvariantCulture) + "%";
        }

        return Math.Abs(number) < 1e15
            ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    private string Date(double number, string format)
    {
        // The first spreadsheets took 1900 for a leap year, and all after them.
        var days = _epoch.Year == 1899 && number is >= 1 and < FictitiousLeapDay ? number + 1 : number;
        var at = _epoch.AddMilliseconds(Math.Round(days * 86_400_000.0));
        var hasTime = HasTime(format);
        var hasDay = format.AsSpan().IndexOfAny('y', 'd') >= 0 || (format.Contains('m') && !hasTime);
        var time = at.Second == 0 && !format.Contains('s') ? "HH:mm" : "HH:mm:ss";
        return at.ToString(hasDay && hasTime ? $"yyyy-MM-dd {time}" : hasTime ? time : "yyyy-MM-dd",
            CultureInfo.InvariantCulture);
    }

    private static bool HasTime(string format) => format.AsSpan().IndexOfAny('h', 's') >= 0;

    private static bool IsDate(string format) =>
        format.AsSpan().IndexOfAny("ydhs") >= 0 || (format.Contains('m') && format.AsSpan().IndexOfAny("0#?") < 0);

    private static string Digits(string format)
    {
        var point = format.IndexOf('.');
        return "0" + (point < 0 ? "" : "."
            + new string('0', format[(point + 1)..].TakeWhile(sign => sign is '0' or '#' or '?').Count()));
    }

    // The first section, without texts, colours and languages.
    private static string Unquoted(string format)
    {
        var (plain, quoted, bracket) = (new StringBuilder(), false, false);
        for (var at = 0; at < format.Length; at++)
        {
            var sign = format[at];
            if (quoted || bracket)
            {
                (quoted, bracket) = (quoted && sign != '"', bracket && sign != ']');
            }
            else if (sign == ';')
            {
                break;
            }
            else if (sign is '"' or '[')
            {
                // [h] counts hours past the day; other brackets are no part of the format.
                plain.Append(sign == '[' && at + 1 < format.Length && format[at + 1] is 'h' or 'm' or 's' ? "h" : "");
                (quoted, bracket) = (sign == '"', sign == '[');
            }
            else if (sign is '\\' or '_' or '*')
            {
                at++;
            }
            else
            {
                plain.Append(char.ToLowerInvariant(sign));
            }
        }

        return plain.ToString().Replace("general", "", StringComparison.Ordinal).Replace("am/pm", "", StringComparison.Ordinal);
    }

    private static string? BuiltIn(int id) => id switch
    {
        9 => "0%",
        10 => "0.00%",
        14 or 15 or 16 or 17 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => "yyyy-mm-dd",
        18 or 20 or 32 or 34 => "h:mm",
        19 or 21 or 33 or 35 or 45 or 46 or 47 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        _ => null,
    };
}
