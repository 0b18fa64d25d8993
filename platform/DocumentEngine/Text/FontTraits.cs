using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// What a font's PostScript name tells: weight, slant, fixed pitch. TeX's Computer Modern has words of its own.
/// </summary>
internal static partial class FontTraits
{
    private const int SubsetTagLength = 6;

    public static PageFont Of(string rawName)
    {
        var name = WithoutSubsetTag(rawName);
        var italic = ItalicWord().IsMatch(name) || ItalicAbbreviation().IsMatch(name);
        return new PageFont(name.Length == 0 ? "unknown" : name, Bold().IsMatch(name), italic, Monospace().IsMatch(name));
    }

    private static string WithoutSubsetTag(string name) =>
        name.Length > SubsetTagLength && name[SubsetTagLength] == '+'
            && name.AsSpan(0, SubsetTagLength).IndexOfAnyExceptInRange('A', 'Z') < 0
            ? name[(SubsetTagLength + 1)..]
            : name;

    [GeneratedRegex("bold|black|heavy|demi|-bd|-medi$|^cm(b|bx|bxti|ssbx)[0-9]|^sfbx", RegexOptions.IgnoreCase)]
    private static partial Regex Bold();

    [GeneratedRegex("italic|oblique|slanted", RegexOptions.IgnoreCase)]
    private static partial Regex ItalicWord();

    [GeneratedRegex("(?<=[a-z-])It$|-Ital|Ital$|^CM(TI|BXTI|SL|ITT|MI)[0-9]|^SFTI")]
    private static partial Regex ItalicAbbreviation();

    [GeneratedRegex(
        "mono|courier|consol|menlo|typewriter|fixed|terminal|sourcecode|firacode|^cm(tt|itt|sltt)[0-9]|^sftt",
        RegexOptions.IgnoreCase)]
    private static partial Regex Monospace();
}
