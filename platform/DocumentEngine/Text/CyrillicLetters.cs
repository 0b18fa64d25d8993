using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Cyrillic text whose codes are told as those of Western Europe: <c>Äîãîâîð</c> for <c>Договор</c>. No language has words of
/// accented letters alone; where most words of a font are such, and make sense in the other code page, that is what they are.
/// </summary>
internal static class CyrillicLetters
{
    private const int ShortestWord = 3;
    private const int EnoughWords = 5;
    private const double MostWords = 0.6;
    private const int FirstCode = 0x80;
    private const char FirstAccented = '\u00C0', LastAccented = '\u00FF';

    private static readonly Dictionary<char, char> FromWestern = Table();

    public static IReadOnlyList<PageWord> Read(IReadOnlyList<PageWord> words)
    {
        if (!words.Any(word => IsAccented(word.Text)))
        {
            return words;
        }

        var fonts = words.GroupBy(word => word.Font).Where(IsCyrillic).Select(font => font.Key).ToHashSet();
        return fonts.Count == 0 ? words : [.. words.Select(word =>
            fonts.Contains(word.Font) && HasAccentedAlone(word.Text) ? word with { Text = Read(word.Text) } : word)];
    }

    private static bool IsCyrillic(IEnumerable<PageWord> words)
    {
        var counted = words.Where(word => word.Text.Count(char.IsLetter) >= ShortestWord).ToList();
        var accented = counted.FindAll(word => IsAccented(word.Text));
        return accented.Count >= EnoughWords && accented.Count >= MostWords * counted.Count
            && CyrillicText.IsRight(accented.Select(word => Read(word.Text)));
    }

    private static bool IsAccented(string text) => text.AsSpan().ContainsAnyInRange(FirstAccented, LastAccented)
        && text.Count(char.IsLetter) >= ShortestWord && HasAccentedAlone(text);

    /// <summary>The small io is a cedilla by itself, and no letter.</summary>
    private static bool HasAccentedAlone(string text) =>
        text.Any(char.IsLetter) && text.Where(char.IsLetter).All(letter => letter is >= FirstAccented and <= LastAccented);

    private static string Read(string text) =>
        string.Concat(text.Select(sign => sign >= FirstCode ? FromWestern.GetValueOrDefault(sign, sign) : sign));

    private static Dictionary<char, char> Table()
    {
        byte[] codes = [.. Enumerable.Range(FirstCode, 0x100 - FirstCode).Select(code => (byte)code)];
        return Decoded(1252, codes).Zip(Decoded(1251, codes)).Where(pair => char.IsLetter(pair.Second))
            .DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string Decoded(int codePage, byte[] codes) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetString(codes);
}
