using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Letters that TeX's bitmap fonts have at the places of control characters. These fonts name neither themselves nor their
/// glyphs, so that readers get the places: <c>e\x0Ecient</c> or <c>e\x1Ecient</c>, after which of TeX's encodings it is.
/// </summary>
internal static class TexCodes
{
    private const double MostControls = 0.05;

    private static readonly Dictionary<char, string> First = new()
    {
        ['\x0B'] = "ff", ['\x0C'] = "fi", ['\x0D'] = "fl", ['\x0E'] = "ffi", ['\x0F'] = "ffl",
    };

    private static readonly Dictionary<char, string> Cork = new()
    {
        ['\x1B'] = "ff", ['\x1C'] = "fi", ['\x1D'] = "fl", ['\x1E'] = "ffi", ['\x1F'] = "ffl",
        ['\x10'] = "“", ['\x11'] = "”", ['\x12'] = "„", ['\x13'] = "«", ['\x14'] = "»", ['\x15'] = "–", ['\x16'] = "—",
    };

    /// <param name="nameless">The font of those that have no name.</param>
    public static IReadOnlyList<PageWord> Read(IReadOnlyList<PageWord> words, int nameless)
    {
        var controls = new HashSet<char>();
        var (count, all) = (0, 0);
        foreach (var word in words.Where(word => word.Font == nameless))
        {
            all += word.Text.Length;
            foreach (var sign in word.Text.Where(char.IsControl))
            {
                controls.Add(sign);
                count++;
            }
        }

        // Fonts whose letters are all of them at places of their own have control characters of any kind.
        var codes = controls.Count == 0 || count > MostControls * all ? null
            : controls.IsSubsetOf(First.Keys) ? First
            : controls.IsSubsetOf(Cork.Keys) ? Cork : null;
        return codes is null ? words : [.. words.Select(word => word.Font == nameless ? Read(word, codes) : word)];
    }

    private static PageWord Read(PageWord word, Dictionary<char, string> codes) => word.Text.Any(char.IsControl)
        ? word with { Text = string.Concat(word.Text.Select(sign => codes.GetValueOrDefault(sign) ?? sign.ToString())) } : word;
}
