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

    /// <summary>What stands before the first letter of a word and after its last one.</summary>
    private const byte Border = 0;

    private const int ShortestWord = 3;
    private const int LongestAbbreviation = 6;
    private const int LongestWord = 40;
    private const int MostWords = 120;

    private const string Around = ".,;:!?()\"'“”„‘’»«-$%#&*+/=@<>[]{}|\\^_~";

    private static readonly Lazy<IReadOnlyList<byte[]>> Languages = new(Load);

    /// <summary>Whether a letter costs more than so much, in 0.8 bits, in each of the languages.</summary>
    /// <param name="most">By how many letters there are; infinite where they are too few to tell.</param>
    public static bool AreDearerThan(IReadOnlyList<PageWord> words, Func<int, double> most)
    {
        // Words from all over the page; short pages are looked at whole.
        var step = Math.Max(1, words.Count / MostWords);
        var capitals = MostlyCapitals(words, step);
        Span<byte> text = new byte[((words.Count / step) + 1) * (LongestWord + 1)];
        var (length, counted) = (0, 0);
        for (var i = 0; i < words.Count; i += step)
        {
            if (Fold(words[i].Text, capitals, text[length..]) is >= ShortestWord and var letters)
            {
                text[length + letters] = Border;
                (length, counted) = (length + letters + 1, counted + 1);
            }
        }

        var limit = most(length - counted);
        return !double.IsPositiveInfinity(limit) && IsDearerThan(text[..length], limit);
    }

    /// <summary>The first language that is cheap enough settles it: for a line of good text seldom more than one is
    /// asked.</summary>
    private static bool IsDearerThan(ReadOnlySpan<byte> text, double limit)
    {
        foreach (var language in Languages.Value)
        {
            if ((double)CostOf(text, language) / text.Length <= limit)
            {
                return false;
            }
        }

        return true;
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

    /// <param name="text">After each word <see cref="Border"/>.</param>
    private static int CostOf(ReadOnlySpan<byte> text, byte[] language)
    {
        var (cost, before) = (0, (int)Border);
        foreach (var letter in text)
        {
            cost += language[(before * Signs) + letter];
            before = letter;
        }

        return cost;
    }

    /// <summary>In numbers from 1 to 26, small; none where a word has other signs in it, accented letters too, or is all capitals
    /// and short, as an abbreviation, on a page that is not.</summary>
    /// <returns>How many letters.</returns>
    private static int Fold(string word, bool capitals, Span<byte> folded)
    {
        var text = word.AsSpan().Trim(Around);
        if (text.Length is < ShortestWord or > LongestWord
            || (!capitals && text.Length < LongestAbbreviation && !text.ContainsAnyExceptInRange('A', 'Z')))
        {
            return 0;
        }

        var length = 0;
        foreach (var sign in text)
        {
            var small = sign is >= 'A' and <= 'Z' ? (char)(sign | 0x20) : sign < 0x80 ? sign : Plain(char.ToLowerInvariant(sign));
            if (small is >= 'a' and <= 'z')
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
