using System.Text.Json;

namespace DaprProcessing.Contracts.Pages;

/// <summary>Lengths in points as JSON. Most are whole hundredths, whose digits are told quicker than the shortest ones of a
/// double are found, and are the same.</summary>
internal static class JsonLength
{
    private const double Hundredths = 100;

    /// <summary>Up to here no other number of so few digits is the same double.</summary>
    private const double MostHundredths = 1_000_000_000;

    public static void Write(Utf8JsonWriter writer, JsonName name, double points)
    {
        var hundredths = Math.Round(points * Hundredths);
        if (hundredths / Hundredths != points || hundredths is 0 or < -MostHundredths or > MostHundredths)
        {
            writer.WriteNumber(name.Encoded, points);
            return;
        }

        var (digits, scale) = ((int)hundredths, (byte)2);
        for (; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        writer.WriteNumber(name.Encoded, new decimal(Math.Abs(digits), 0, 0, isNegative: digits < 0, scale));
    }
}
