using System.Text;
using System.Text.RegularExpressions;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Reading;

/// <summary>
/// Takes Markdown apart: what readers without a format of their own write, and ours, so that both are scored alike.
/// </summary>
internal static partial class MarkdownRendition
{
    public static Rendition Of(string markdown)
    {
        var (text, tables, rows) = (new StringBuilder(), new List<Grid>(), new List<IReadOnlyList<string>>());
        var (headings, items) = (new List<string>(), new List<string>());
        foreach (var line in markdown.Split('\n').Select(line => line.Trim()).Append(""))
        {
            if (line.StartsWith('|'))
            {
                if (!Rule().IsMatch(line))
                {
                    var cells = Cells(line);
                    rows.Add(cells);
                    text.AppendJoin(' ', cells).Append('\n');
                }

                continue;
            }

            if (rows.Count > 0)
            {
                tables.Add(Grid.Of(rows));
                rows = [];
            }

            var plain = Marks().Replace(Unescape(line), "");
            if (Heading().Match(line) is { Success: true } heading)
            {
                plain = plain[heading.Length..];
                headings.Add(plain);
            }
            else if (Item().Match(line) is { Success: true } item)
            {
                // A bullet is Markdown's; a number is printed on the page, and part of what it says.
                text.Append(item.Groups["number"].Value).Append(' ');
                plain = plain[item.Length..];
                items.Add(plain);
            }

            text.Append(plain).Append('\n');
        }

        return new Rendition(text.ToString(), tables, headings, items);
    }

    private static List<string> Cells(string line) =>
        [.. Bar().Split(line.Trim('|')).Select(cell => Marks().Replace(Unescape(cell.Trim()), " "))];

    private static string Unescape(string text) =>
        Escape().Replace(text, "$1").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");

    [GeneratedRegex(@"^\|[\s|:-]+\|?$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!|<>~&])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"<!--.*?-->|<br\s*/?>|\*\*|^```\w*$")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^#{1,6}\s+")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:[-*+]|(?<number>\d+[.)]))\s+(?:\[[ xX]\]\s+)?")]
    private static partial Regex Item();
}
