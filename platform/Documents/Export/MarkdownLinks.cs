namespace DaprProcessing.Documents.Export;

/// <summary>Links of Markdown: <c>[text](address)</c>.</summary>
internal static class MarkdownLinks
{
    /// <param name="text">Escaped.</param>
    /// <param name="address">Null for none.</param>
    public static string Around(string text, string? address) => string.IsNullOrEmpty(address) || text.Length == 0
        ? text : $"[{Bracketed(text)}]({Address(address)})";

    /// <summary>A picture that is not in the file: what is to be seen on it.</summary>
    public static string Picture(string description) =>
        $"![{Bracketed(MarkdownEscape.Text(description.ReplaceLineEndings(" ")))}]()";

    /// <summary>Brackets in pairs are text in a link's text, a single one would end it.</summary>
    private static string Bracketed(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (open < 0)
            {
                break;
            }
        }

        return open == 0 ? text
            : text.Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);
    }

    private static string Address(string address) => address.AsSpan().IndexOfAny(" ()<>\\") < 0 ? address
        : string.Concat(address.Select(c => " ()<>\\".Contains(c, StringComparison.Ordinal) ? $"%{(int)c:X2}" : c.ToString()));
}
