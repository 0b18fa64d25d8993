using System.Text;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;

namespace DaprProcessing.MarkupEngine.Texts;

/// <summary>Comma-separated values, or what else separates them: one table, its first row the names of the columns.</summary>
internal sealed class CsvReader(string text) : IUnits
{
    private const int SampleLetters = 16_384;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public int Count => 1;

    public void Write(int unit, Flow flow)
    {
        var table = new TableBuilder();
        var isHeader = true;
        foreach (var row in Rows(text, SeparatorOf(text)))
        {
            table.NextRow();
            foreach (var field in row)
            {
                table.Cell(Blanks.Line(field), columnHeader: isHeader);
            }

            isHeader = false;
        }

        flow.Table(table.Build());
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    // The one that the first lines have alike, as often as can be.
    private static char SeparatorOf(string text)
    {
        var sample = text[..Math.Min(text.Length, SampleLetters)];
        return Separators.MaxBy(separator =>
        {
            var fields = Rows(sample, separator).Take(20).Select(row => row.Count).ToList();
            fields = fields.Count > 2 ? fields[..^1] : fields;
            var common = fields.GroupBy(count => count).MaxBy(group => group.Count());
            return common is null || common.Key < 2 ? 0 : (common.Count() * 100) + common.Key;
        });
    }

    private static IEnumerable<List<string>> Rows(string text, char separator)
    {
        var (row, field, quoted, at) = (new List<string>(), new StringBuilder(), false, 0);
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append(letter);
                at++;
            }
            else if (letter == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (quoted || (letter != separator && letter != '\n'))
            {
                field.Append(letter);
            }
            else
            {
                row.Add(field.ToString());
                field.Clear();
                if (letter == '\n' && IsRow(row))
                {
                    yield return row;
                }

                row = letter == '\n' ? [] : row;
            }
        }

        row.Add(field.ToString());
        if (IsRow(row))
        {
            yield return row;
        }
    }

    // An empty line is none.
    private static bool IsRow(List<string> row) => row.Count > 1 || row[0].Trim().Length > 0;
}
