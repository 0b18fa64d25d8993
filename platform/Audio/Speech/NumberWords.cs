namespace DaprProcessing.Audio.Speech;

/// <summary>English words for whole numbers.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Size, string Name)[] Large =
    [
        (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"),
    ];

    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["one"] = "first", ["two"] = "second", ["three"] = "third", ["five"] = "fifth", ["eight"] = "eighth", ["nine"] = "ninth",
        ["twelve"] = "twelfth",
    };

    public static string Cardinal(long number)
    {
        if (number < 20)
        {
            return Small[number];
        }

        if (number < 100)
        {
            return number % 10 == 0 ? Tens[number / 10] : $"{Tens[number / 10]}-{Small[number % 10]}";
        }

        var (size, name) = Large.First(one => number >= one.Size);
        var words = $"{Cardinal(number / size)} {name}";
        return number % size == 0 ? words : $"{words} {Cardinal(number % size)}";
    }

    public static string Ordinal(long number)
    {
        var words = Cardinal(number);
        var start = words.LastIndexOfAny([' ', '-']) + 1;
        var last = words[start..];
        return words[..start] + (Irregular.TryGetValue(last, out var irregular) ? irregular
            : last.EndsWith('y') ? $"{last[..^1]}ieth" : $"{last}th");
    }

    /// <summary><c>1984</c>: nineteen eighty-four; <c>1905</c>: nineteen oh five; <c>2007</c>: two thousand seven.</summary>
    public static string Year(int year)
    {
        var (century, rest) = (year / 100, year % 100);
        return century == 20 && rest < 10 ? Cardinal(year)
            : rest == 0 ? $"{Cardinal(century)} hundred"
            : rest < 10 ? $"{Cardinal(century)} oh {Small[rest]}"
            : $"{Cardinal(century)} {Cardinal(rest)}";
    }

    public static string Digits(string digits) => string.Join(' ', digits.Select(digit => Small[digit - '0']));
}
