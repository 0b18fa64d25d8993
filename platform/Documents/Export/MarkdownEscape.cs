using System.Text;

namespace DaprProcessing.Documents.Export;

/// <summary>Escapes what Markdown would take for markup: underscores (outside addresses), <c>&amp;</c>, <c>&lt;</c>,
/// <c>&gt;</c>.</summary>
internal static class MarkdownEscape
{
    public static string Text(string text) => Html(Underscores(text));

    public static string Cell(string text) => Html(text).Replace("|", "&#124;", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>What stands before and after code: longer than any such row of marks inside it.</summary>
    /// <param name="least">One mark in a line, three around lines.</param>
    public static string Fence(string code, string least)
    {
        var fence = least;
        while (code.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return fence;
    }

    private static string Html(string text) => text.AsSpan().IndexOfAny('&', '<', '>') < 0
        ? text
        : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Underscores(string text)
    {
        if (!text.Contains('_'))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (var (word, isFirst) in text.Split(' ').Select((word, index) => (word, index == 0)))
        {
            escaped.Append(isFirst ? "" : " ");
            var isAddress = word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.Ordinal);
            escaped.Append(isAddress ? word
                : word.Replace(@"\_", "_", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal));
        }

        return escaped.ToString();
    }
}
