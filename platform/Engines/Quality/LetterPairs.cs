using System.Globalization;
using System.Text;
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
    private const int MostWords = 400;

    private static readonly Lazy<IReadOnlyList<byte[]>> Languages = new(Load);

    /// <returns>Cost of a letter, in 0.8 bits, in the language that fits best, and the letters counted.</returns>
    public static (double Cost, int Letters) CostOf(IReadOnlyList<PageWord> words)
    {
        var looked = words.Count > MostWords ? words.Take(MostWords).ToList() : words;
        var capitals = looked.Count(word => !word.Text.Any(char.IsLower)) > looked.Count / 2;
        var counted = looked.Select(word => Fold(word.Text, capitals)).Where(text => text.Length >= ShortestWord).ToList();
        var letters = counted.Sum(text => text.Length);
        if (letters == 0)
        {
            return (0, 0);
        }

        var best = Languages.Value.Min(language => counted.Sum(word => CostOf(word, language)));
        return ((double)best / (letters + counted.Count), letters);
    }

    private static int CostOf(string word, byte[] language)
    {
        var (cost, before) = (0, 0);
        foreach (var letter in word)
        {
            cost += language[(before * Signs) + letter - 'a' + 1];
            before = letter - 'a' + 1;
        }

        return cost + language[before * Signs];
    }

    /// <summary>In small letters without marks; nothing where a word has other signs in it, or is all capitals and short, as
    /// an abbreviation, on a page that is not.</summary>
    private static string Fold(string word, bool capitals)
    {
        var trimmed = word.Trim('.', ',', ';', ':', '!', '?', '(', ')', '"', '\'', '“', '”', '„', '‘', '’', '»', '«', '-');
        if (trimmed.Length < ShortestWord || (!capitals && trimmed.Length < LongestAbbreviation && trimmed.All(char.IsUpper)))
        {
            return "";
        }

        var folded = new StringBuilder(trimmed.Length);
        foreach (var sign in trimmed.Normalize(NormalizationForm.FormD))
        {
            var small = char.ToLowerInvariant(sign) switch
            {
                'ß' => 's',
                'ø' => 'o',
                'ł' => 'l',
                'đ' => 'd',
                'ı' => 'i',
                'æ' => 'a',
                var other => other,
            };
            if (small is >= 'a' and <= 'z')
            {
                folded.Append(small);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            {
                return "";
            }
        }

        return folded.ToString();
    }

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
