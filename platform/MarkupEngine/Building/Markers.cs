using System.Globalization;
using System.Text;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>Numbers as lists have them.</summary>
internal static class Markers
{
    private const int LettersOfTheAlphabet = 26;
    private const int MostLetters = 20;

    private static readonly (int Value, string Letters)[] Romans =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
        (5, "V"), (4, "IV"), (1, "I"),
    ];

    /// <param name="kind">As HTML names it: <c>1</c>, <c>a</c>, <c>A</c>, <c>i</c>, <c>I</c>.</param>
    public static string Number(int number, string? kind) => kind switch
    {
        "a" when number > 0 => Letters(number).ToLowerInvariant(),
        "A" when number > 0 => Letters(number),
        "i" when number is > 0 and < 4000 => Roman(number).ToLowerInvariant(),
        "I" when number is > 0 and < 4000 => Roman(number),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    // After Z comes AA, as word processors count.
    private static string Letters(int number) => new(
        (char)('A' + ((number - 1) % LettersOfTheAlphabet)), Math.Min(MostLetters, ((number - 1) / LettersOfTheAlphabet) + 1));

    private static string Roman(int number)
    {
        var letters = new StringBuilder();
        foreach (var (value, sign) in Romans)
        {
            for (; number >= value; number -= value)
            {
                letters.Append(sign);
            }
        }

        return letters.ToString();
    }
}
