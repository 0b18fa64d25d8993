using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Letters of fonts that name no encoding: PDFium reads their codes as Macintosh's, most such fonts mean Windows'. Then
/// <c>Allgäu</c> comes as <c>Allg‰u</c>. A sign that stands between letters tells: no word has it there.
/// </summary>
internal static class WindowsLetters
{
    /// <summary>What tells of a font: nobody writes these between letters (<c>ä</c>, <c>à</c>).</summary>
    private const string Telling = "‰‡";

    /// <summary>What may stand in words of such a font besides, accents by themselves (<c>ö</c>, <c>ü</c>, <c>ù</c> …).</summary>
    private const string Signs = Telling + "ˆ¸˘˙˚˝ˇ";

    /// <summary>What begins a word of such a font besides (<c>Ä</c>, <c>Ö</c>, <c>Ü</c>).</summary>
    private const string Capitals = "ƒ÷‹";

    /// <summary>What Macintosh has at the code of Windows' <c>ß</c>, as PDFium tells it.</summary>
    private const string Ligature = "fl";

    private const int FirstCode = 0x80;

    private static readonly Dictionary<char, char> FromMacintosh = Table();

    public static IReadOnlyList<PageWord> Read(IReadOnlyList<PageWord> words)
    {
        var fonts = words.Where(word => HasInside(word.Text, Telling)).Select(word => word.Font).ToHashSet();
        return fonts.Count == 0 ? words
            : [.. words.Select(word => fonts.Contains(word.Font) && IsTold(word.Text) ? Read(word) : word)];
    }

    private static PageWord Read(PageWord word)
    {
        var text = string.Concat(word.Text.Select(sign => FromMacintosh.GetValueOrDefault(sign, sign)));
        // PDFium takes ligatures apart, and nothing but ß ends a word so.
        text = text.EndsWith(Ligature, StringComparison.Ordinal) ? $"{text[..^Ligature.Length]}ß" : text;
        // What is no text that way either was something else.
        return text.Any(char.IsControl) ? word : word with { Text = text };
    }

    private static bool IsTold(string text) => HasInside(text, Signs)
        || (text.Length > 2 && Capitals.Contains(text[0], StringComparison.Ordinal) && char.IsLower(text[1])
            && !text.Contains('›', StringComparison.Ordinal));

    private static bool HasInside(string text, string signs)
    {
        if (!text.AsSpan().ContainsAny(signs))
        {
            return false;
        }

        for (var i = 1; i < text.Length - 1; i++)
        {
            if (signs.Contains(text[i], StringComparison.Ordinal) && char.IsLetter(text[i - 1]) && char.IsLower(text[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<char, char> Table()
    {
        byte[] codes = [.. Enumerable.Range(FirstCode, 0x100 - FirstCode).Select(code => (byte)code)];
        var (mac, windows) = (Decoded(10000, codes), Decoded(1252, codes));
        return mac.Zip(windows).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string Decoded(int codePage, byte[] codes) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetString(codes);
}
