using System.Globalization;
using System.Text.Json;

namespace DaprProcessing.Local.Runtime.Json;

/// <summary>
/// A double as Go's JSON encoder writes it: the fewest digits that say it, an exponent only below 1e-6 and from 1e21 on.
/// </summary>
internal static class GoNumber
{
    private const double SmallestPlain = 1e-6;
    private const double SmallestWithExponent = 1e21;

    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new JsonException("a number is beyond the range of a double");
        }

        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var text = value.ToString("E" + digits, CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                shortest = text;
                break;
            }
        }

        var size = Math.Abs(value);
        var parts = shortest.Split('E');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return size != 0 && (size < SmallestPlain || size >= SmallestWithExponent)
            ? $"{parts[0]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}".Replace("e-0", "e-", StringComparison.Ordinal)
            : Plain(parts[0], exponent);
    }

    private static string Plain(string mantissa, int exponent)
    {
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        var whole = digits.PadRight(exponent + 1, '0');
        return exponent + 1 >= digits.Length ? sign + whole : $"{sign}{whole[..(exponent + 1)]}.{whole[(exponent + 1)..]}";
    }
}
