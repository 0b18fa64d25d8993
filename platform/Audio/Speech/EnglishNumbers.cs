using System.Globalization;
using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>Numbers of an English text in words: years, money, percentages, ordinals, ranges, decimals.</summary>
internal static partial class EnglishNumbers
{
    private static readonly Dictionary<string, (string One, string Many, string Small)> Currencies = new()
    {
        ["$"] = ("dollar", "dollars", "cents"), ["£"] = ("pound", "pounds", "pence"), ["€"] = ("euro", "euros", "cents"),
    };

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public static string Say(string text)
    {
        text = AsciiDigits(text);
        text = Date().Replace(text, SayDate);
        text = Telephone().Replace(text, match => string.Join(", ", match.Value.Split('-').Select(NumberWords.Digits)));
        text = Money().Replace(text, SayMoney);
        text = Range().Replace(text, " to ");
        text = Percent().Replace(text, "${number} percent");
        text = Hash().Replace(text, "number ");
        text = Ordinal().Replace(
            text, match => NumberWords.Ordinal(long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)));
        text = Year().Replace(text, match => match.Groups["before"].Value
            + NumberWords.Year(int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture)));
        return Number().Replace(text, match => SayNumber(match.Value));
    }

    // \d is a digit of any script; what is parsed and looked up below is 0 to 9.
    private static string AsciiDigits(string text) => string.Create(text.Length, text, static (said, text) =>
    {
        for (var i = 0; i < said.Length; i++)
        {
            said[i] = char.IsDigit(text[i]) ? (char)('0' + (int)char.GetNumericValue(text[i])) : text[i];
        }
    });

    private static string SayDate(Match match)
    {
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        return month is < 1 or > 12 || day is < 1 or > 31 ? match.Value
            : $"{Months[month - 1]} {NumberWords.Ordinal(day)}, {NumberWords.Year(year)}";

        int Part(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    private static string SayMoney(Match match)
    {
        var (one, many, small) = Currencies[match.Groups["sign"].Value];
        var whole = match.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal);
        var fraction = match.Groups["fraction"].Value;
        if (match.Groups["size"] is { Success: true, Value: var size })
        {
            return $"{SayNumber(fraction.Length > 0 ? $"{whole}.{fraction}" : whole)} {size} {many}";
        }

        var words = $"{SayNumber(whole)} {(whole == "1" ? one : many)}";
        return fraction.TrimStart('0').Length == 0 ? words
            : $"{words} and {SayNumber(fraction.PadRight(2, '0').TrimStart('0'))} {small}";
    }

    /// <summary>Groups of three, decimals; a long row of digits and one that begins with 0 digit by digit.</summary>
    private static string SayNumber(string number)
    {
        var parts = number.Replace(",", "", StringComparison.Ordinal).Split('.');
        var whole = parts[0].Length > 15 || (parts[0].Length > 1 && parts[0][0] == '0')
            ? NumberWords.Digits(parts[0]) : NumberWords.Cardinal(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return parts.Length == 1 ? whole : $"{whole} point {string.Join(" point ", parts[1..].Select(NumberWords.Digits))}";
    }

    [GeneratedRegex(
        @"(?<sign>[$£€])\s?(?<whole>\d{1,3}(,\d{3})+|\d{1,15})"
        + @"(\.(?<fraction>\d{1,2}))?(?!\d)(\s(?<size>thousand|million|billion|trillion)\b)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Money();

    [GeneratedRegex(@"(?<![\w-])(?<year>(1\d|20)\d\d)-(?<month>\d\d)-(?<day>\d\d)(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w-])\d{2,}(-\d{2,}){2,}(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"(?<=\d)\s?–\s?(?=\d)|(?<=(?<![\d-])\d{1,4})-(?=\d{1,4}(?![\d-]))", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<number>\d)\s?%", RegexOptions.CultureInvariant)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<!\w)#(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();

    [GeneratedRegex(@"\b(?<n>\d{1,9})(st|nd|rd|th)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    // Four digits are a year where the words before them say so.
    [GeneratedRegex(
        @"(?<before>\b(in|since|year|until|from|before|after|by|early|late|of|January|February|March|April|May|June|July"
        + @"|August|September|October|November|December)\s|\(|\b\d{1,2},\s)(?<year>1[1-9]\d\d|20\d\d)(?![\d.,]\d|\d|\s?%)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Year();

    // Not within a word: "H2O", "MP3" are names.
    [GeneratedRegex(@"(?<![\p{L}\d.,])(\d{1,3}(,\d{3})+|\d+)(\.\d+)*(?![\p{L}\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
