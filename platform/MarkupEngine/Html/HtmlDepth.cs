using System.Collections.Frozen;
using System.Text;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>
/// Refuses markup that only opens, before it is parsed: a parser's work grows with the square of the depth. Elements that may be
/// left open are not counted.
/// </summary>
internal static class HtmlDepth
{
    private const int MaxOpen = 5_000;
    private const int LongestName = 16;

    private static readonly FrozenSet<string> Uncounted = FrozenSet.ToFrozenSet(
    [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rp", "rt", "area",
        "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "html", "head", "body",
    ]);

    /// <exception cref="DocumentFault">More elements are open than any page has.</exception>
    public static void Check(ReadOnlySpan<byte> html)
    {
        var open = 0;
        for (int at; (at = html.IndexOf((byte)'<')) >= 0 && at + 1 < html.Length;)
        {
            html = html[(at + 1)..];
            var isEnd = html[0] == (byte)'/';
            var name = NameAt(isEnd ? html[1..] : html);
            if (name.Length > 0 && !Uncounted.Contains(name))
            {
                open = Math.Max(0, open + (isEnd ? -1 : 1));
            }

            if (open > MaxOpen)
            {
                throw new DocumentFault(
                    FailureCodes.ResourceLimit, $"The document has more than {MaxOpen} elements open at once.");
            }
        }
    }

    private static string NameAt(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length < LongestName && char.IsAsciiLetterOrDigit((char)text[length]))
        {
            length++;
        }

        return Encoding.ASCII.GetString(text[..length]).ToLowerInvariant();
    }
}
