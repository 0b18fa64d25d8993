using System.Text;
using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// How a written sentence is said. What every language needs (ligatures, soft hyphens, addresses) is done for all; numbers and
/// abbreviations in words for English, elsewhere the voice reads them by its own rules.
/// </summary>
public sealed partial class SpokenText
{
    /// <summary>U+FB00 to U+FB06. (Without ICU, as our programs run, .NET normalises nothing.)</summary>
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private static readonly Regex Abbreviation = new(
        @"(?<![\p{L}\p{N}.])(" + string.Join('|', Abbreviations.Spoken.Keys.OrderByDescending(key => key.Length)
            .ThenBy(key => key, StringComparer.Ordinal).Select(Regex.Escape)) + ")",
        RegexOptions.CultureInvariant);

    private readonly bool _isEnglish;

    private SpokenText(bool isEnglish) => _isEnglish = isEnglish;

    public static SpokenText For(string language) =>
        new(language is "en" || language.StartsWith("en-", StringComparison.Ordinal));

    /// <summary>What is to be shown: ligatures taken apart, soft hyphens and control characters out, single spaces.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case 0xAD or 0x200B or 0x200C or 0x200D or 0x2060 or 0xFEFF or 0xFFFD:
                    break;
                case >= 0xFB00 and <= 0xFB06:
                    clean.Append(Ligatures[rune.Value - 0xFB00]);
                    break;
                default:
                    clean.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
                    break;
            }
        }

        return Spaces().Replace(clean.ToString(), " ").Trim();
    }

    /// <param name="sentence">A clean one.</param>
    public string Say(string sentence)
    {
        var said = Addresses.Say(sentence, _isEnglish);
        said = Citation().Replace(said, "");
        if (_isEnglish)
        {
            var text = said;
            said = Abbreviation.Replace(said, match => SayAbbreviation(match.Value, text.AsSpan(match.Index + match.Length)));
            said = EnglishNumbers.Say(said);
            said = said.Replace("&", " and ", StringComparison.Ordinal).Replace("=", " equals ", StringComparison.Ordinal);
        }

        return Spaces().Replace(said, " ").Trim();
    }

    // A dot that ends the sentence too is left standing.
    private static string SayAbbreviation(string word, ReadOnlySpan<char> rest) =>
        Abbreviations.IsOne(word, rest) ? Abbreviations.Spoken[word] + (rest.IsEmpty ? "." : "") : word;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    // "[3]", "[1, 4–6]": a listener cannot look them up.
    [GeneratedRegex(@"\s?\[\d{1,3}(\s?[,;–-]\s?\d{1,3})*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();
}
