using System.Globalization;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>
/// Whether words look like words of any of twenty languages in Latin letters, by how usual each letter is after the one
/// before. Text whose letters stand for others (shifted, in the order of their first use) costs half as much again as any
/// language does, and shows it in six words.
/// </summary>
internal static class LetterPairs
{
    private const string Table = "letter-pairs.txt";
    private const int Signs = 27;

    private const int ShortestWord = 3;
    private const int LongestAbbreviation = 6;
    private const int LongestWord = 80;
    private const int MostWords = 120;

    private const string Around = ".,;:!?()\"'“”„‘’»«-$%#&*+/=@<>[]{}|\\^_~";

    private static readonly Lazy<IReadOnlyList<byte[]>> Languages = new(Load);

    /// <returns>Cost of a letter, in 0.8 bits, in the language that fits best, and the letters counted.</returns>
    public static (double Cost, int Letters) CostOf(IReadOnlyList<PageWord> words)
    {
        // Words from all over the page; short pages are looked at whole.
        var step = Math.Max(1, words.Count / MostWords);
        var capitals = MostlyCapitals(words, step);
        Span<byte> folded = stackalloc byte[LongestWord];
        Span<int> costs = stackalloc int[Languages.Value.Count];
        costs.Clear();
        var (letters, counted) = (0, 0);
        for (var i = 0; i < words.Count; i += step)
        {
            var length = Fold(words[i].Text, capitals, folded);
            if (length < ShortestWord)
            {
                continue;
            }

            (letters, counted) = (letters + length, counted + 1);
            for (var language = 0; language < costs.Length; language++)
            {
                costs[language] += CostOf(folded[..length], Languages.Value[language]);
            }
        }

        return letters == 0 ? (0, 0) : ((double)Least(costs) / (letters + counted), letters);
    }

    private static int Least(ReadOnlySpan<int> costs)
    {
        var least = costs[0];
        foreach (var cost in costs)
        {
            least = Math.Min(least, cost);
        }

        return least;
    }

    private static bool MostlyCapitals(IReadOnlyList<PageWord> words, int step)
    {
        var (capitals, all) = (0, 0);
        for (var i = 0; i < words.Count; i += step)
        {
            capitals += words[i].Text.AsSpan().IndexOfAnyInRange('a', 'z') < 0 ? 1 : 0;
            all++;
        }

        return capitals > all / 2;
    }

    private static int CostOf(ReadOnlySpan<byte> word, byte[] language)
    {
        var (cost, before) = (0, 0);
        foreach (var letter in word)
        {
            cost += language[(before * Signs) + letter];
            before = letter;
        }

        return cost + language[before * Signs];
    }

    /// <summary>In numbers from 1 to 26, small; none where a word has other signs in it, accented letters too, or is all capitals
    /// and short, as an abbreviation, on a page that is not.</summary>
    /// <returns>How many letters.</returns>
    private static int Fold(string word, bool capitals, Span<byte> folded)
    {
        var text = word.AsSpan().Trim(Around);
        if (text.Length is < ShortestWord or > LongestWord / 2
            || (!capitals && text.Length < LongestAbbreviation && !text.ContainsAnyExceptInRange('A', 'Z')))
        {
            return 0;
        }

        var length = 0;
        foreach (var sign in text)
        {
            var small = sign is >= 'A' and <= 'Z' ? (char)(sign | 0x20) : sign < 0x80 ? sign : Plain(char.ToLowerInvariant(sign));
            if (small is >= 'a' and <= 'z' && length < folded.Length)
            {
                folded[length++] = (byte)(small - 'a' + 1);
            }
            else if (sign < 0x80 || CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            {
                return 0;
            }
        }

        return length;
    }

    private static char Plain(char letter) => letter switch
    {
        'ß' => 's',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        'æ' => 'a',
        _ => letter,
    };

    private static List<byte[]> Load()
    {
        using var stream = typeof(LetterPairs).Assembly.GetManifestResourceStream(Table)!;
        using var reader = new StreamReader(stream);
        var languages = new List<byte[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length >= Signs * Signs)
            {
                languages.Add([.. line.TakeLast(Signs * Signs).Select(digit => (byte)Convert.ToInt32(digit.ToString(), 16))]);
            }
        }

        return languages;
    }
}
